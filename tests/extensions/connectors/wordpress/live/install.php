<?php
// Installs the site and makes an editor and a contributor, each with an application password.
// Arguments: the site's folder, its address. Prints what the tests need as JSON.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = parse_url( $argv[2], PHP_URL_HOST ) . ':' . parse_url( $argv[2], PHP_URL_PORT );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// No mail leaves this machine.
add_filter( 'pre_wp_mail', '__return_true' );
wp_install( 'Lantern notes', 'admin', 'admin@example.com', true, '', wp_generate_password() );
update_option( 'permalink_structure', '/%postname%/' );
update_option( 'gmt_offset', 3 );

function person( $login, $role ) {
	$id   = wp_insert_user(
		array(
			'user_login'   => $login,
			'user_pass'    => wp_generate_password(),
			'user_email'   => "$login@example.com",
			'display_name' => ucfirst( $login ),
			'role'         => $role,
		)
	);
	$made = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'Heliograph' ) );
	return WP_Application_Passwords::chunk_password( $made[0] );
}

echo wp_json_encode(
	array(
		'username'             => 'helio',
		'password'             => person( 'helio', 'editor' ),
		'contributor'          => 'carl',
		'contributor_password' => person( 'carl', 'contributor' ),
	)
);
