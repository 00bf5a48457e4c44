import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the helpers of these tests: ls_client, marked
