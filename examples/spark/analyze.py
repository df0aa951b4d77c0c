"""Analyzes web archives with PySpark: one task for each file, one JSON line for each page.

    python analyze.py --sayso PATH --master local-cluster[2,1,1024] OUTPUT FILE.warc.gz ...

The files and the program must be readable under the same path on every worker. Spark writes the lines of a file only when
its task has ended well, so a worker that dies costs time and neither loses nor doubles a page.
"""

import argparse
import os
import pathlib

from pyspark import SparkConf, SparkContext


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sayso", required=True, help="path of the program")
    parser.add_argument("--master", default="local[*]", help="where Spark runs (default: %(default)s)")
    parser.add_argument("output", help="folder to make; it must not exist")
    parser.add_argument("archives", nargs="+", help="WARC files, gzipped or not")
    arguments = parser.parse_args()

    # A worker that dies must not end the job: its tasks are done again elsewhere.
    conf = SparkConf().setAppName("sayso").setMaster(arguments.master).set("spark.task.maxFailures", "8")
    conf.set("spark.ui.enabled", "false")
    with SparkContext(conf=conf) as spark:
        script = pathlib.Path(__file__).with_name("batch.sh")
        archives = spark.parallelize(arguments.archives, len(arguments.archives))
        pages = archives.pipe(f"sh '{script}'", env={**os.environ, "SAYSO": arguments.sayso}, checkCode=True)
        pages.saveAsTextFile(arguments.output)


if __name__ == "__main__":
    main()
