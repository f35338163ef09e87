"""What publishing announces."""

POST_PUBLISHED = "publishing.post_published"
POST_FAILED = "publishing.post_failed"
NEEDS_PERSON = "publishing.needs_person"
