<?php
// Publishes one held post as WP-Cron would at its time. Arguments: the site's folder, the post.
require $argv[1] . '/wp-load.php';
wp_publish_post( (int) $argv[2] );
