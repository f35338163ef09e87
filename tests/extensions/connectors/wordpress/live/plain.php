<?php
// Switches pretty permalinks off or on. Arguments: the site's folder, the structure.
require $argv[1] . '/wp-load.php';
update_option( 'permalink_structure', $argv[2] );
