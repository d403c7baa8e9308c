/**
 * Preloaded into every process that the launcher supervises (`node --import`): when the launcher
 * dies without a word, its IPC channel closes and the process ends as if told to, instead of
 * living on and holding the port.
 */
if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref(); // the channel alone must not keep the process alive
} else {
  process.exit(1); // the launcher died while this process was starting
}
