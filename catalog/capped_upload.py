"""Uploads larger than anything this site takes are refused by what they say of themselves."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from catalog.images import MOST_BYTES

# Boundaries, headers and the other fields of the form.
FORM_BYTES = 1_000_000


class CappedUpload(FileUploadHandler):
    """Looks at the announced length only; the handlers after it take the file."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > max(settings.IMPORT_MAX_BYTES, MOST_BYTES) + FORM_BYTES:
            raise RequestDataTooBig(f"An upload of {content_length} bytes was refused.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
