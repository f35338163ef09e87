-- Tokens of earlier releases named no scopes of Instagram, and may do what they could do then.
update tokens set scopes = 'instagram_business_basic instagram_business_content_publish '
    || 'instagram_business_manage_insights instagram_business_manage_comments '
    || 'instagram_manage_contents'
where platform = 'instagram' and (scopes = '' or scopes like 'read write%');
