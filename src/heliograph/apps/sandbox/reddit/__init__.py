"""Reddit on the wire: the site's and the API's host in one."""
