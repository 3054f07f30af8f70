"""What every page of the web application needs: headers, errors, templates, limits."""
