//! Runs `examples/spark` on this machine and kills one of its workers on the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{command, project, setup};

/// Two workers with one core and 1 GB each; a worker that dies is started again.
const MASTER: &str = "local-cluster[2,1,1024]";
/// How a worker is called among the processes.
const WORKER: &str = "CoarseGrainedExecutorBackend";
/// How long Spark may take altogether.
const DEADLINE: Duration = Duration::from_secs(240);
/// How often the state of the job is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// Analyzes the archives and returns the lines that Spark wrote. One worker is killed when the first files are done.
///
/// # Errors
/// If Spark fails, ends before a worker could be killed, or does not notice it.
pub fn run(sayso: &Path, archives: &[PathBuf], folder: &Path) -> Result<Vec<String>> {
    let output = folder.join("output");
    let log = folder.join("spark.log");
    let mut python = command::new(setup::scale_python()?);
    python
        .arg("examples/spark/analyze.py")
        .args(["--master", MASTER, "--sayso"])
        .arg(sayso)
        .arg(&output)
        .args(archives);
    // Everything stays on this machine and in this folder.
    python.env("SPARK_LOCAL_IP", "127.0.0.1").env("SPARK_LOCAL_HOSTNAME", "localhost");
    python.env("SPARK_WORKER_DIR", folder.join("workers")).env("SPARK_LOCAL_DIRS", folder.join("scratch"));
    python.env("PYSPARK_PYTHON", setup::scale_python()?);
    let errors = fs::File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let mut spark = python.stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors).spawn()?;

    let killed = kill_worker(&mut spark, &output);
    let status = spark.wait()?;
    let said = project::read(&log)?;
    let last = || said.lines().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n");
    let killed = killed.with_context(last)?;
    if !status.success() {
        bail!("Spark failed ({status})\n{}", last());
    }
    // The job went on without it, so it must have missed it.
    if !said.contains("Lost executor") {
        bail!("the worker {killed} was killed, but Spark did not lose one\n{}", last());
    }
    println!("worker {killed} was killed with files left to do");
    let parts = project::files(&output)?.into_iter().filter(|name| name.starts_with("part-"));
    let texts = parts.map(|name| project::read(&output.join(name))).collect::<Result<Vec<_>>>()?;
    Ok(texts.iter().flat_map(|text| text.lines().map(str::to_owned)).collect())
}

/// Waits until the first files are done and kills a worker. Returns its process number.
fn kill_worker(spark: &mut Child, output: &Path) -> Result<u32> {
    let start = Instant::now();
    loop {
        if let Some(status) = spark.try_wait()? {
            bail!("Spark ended before a worker could be killed ({status})");
        }
        if start.elapsed() > DEADLINE {
            spark.kill()?;
            bail!("Spark did nothing for {} s", DEADLINE.as_secs());
        }
        if is_begun(output) {
            let workers = workers_of(spark.id())?;
            let Some(worker) = workers.first() else { bail!("Spark has no workers") };
            command::show(command::new("kill").args(["-KILL", &worker.to_string()]))?;
            return Ok(*worker);
        }
        thread::sleep(GLANCE);
    }
}

/// Whether a task has ended: its files then lie under a name of their own until the job has ended.
fn is_begun(output: &Path) -> bool {
    let attempts = output.join("_temporary/0");
    let names = fs::read_dir(attempts).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.into_iter().any(|name| name.to_string_lossy().starts_with("task_"))
}

/// The workers among the descendants of a process, of which each file in `/proc` names the parent.
fn workers_of(ancestor: u32) -> Result<Vec<u32>> {
    let numbers = fs::read_dir("/proc")?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let workers = numbers.filter(|number| {
        let words = fs::read_to_string(format!("/proc/{number}/cmdline")).unwrap_or_default();
        words.contains(WORKER) && descends(*number, ancestor)
    });
    Ok(workers.collect())
}

fn descends(mut process: u32, ancestor: u32) -> bool {
    while process > 1 {
        if process == ancestor {
            return true;
        }
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"));
        process = parent.and_then(|number| number.trim().parse().ok()).unwrap_or(0);
    }
    false
}
