/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import org.gradiscope.command.CommandList;
import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.command.ErrorReport;
import org.gradiscope.command.GradiscopeService;
import org.gradiscope.files.AtomicFiles;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.module.ModuleService;
import org.scijava.module.process.ServicePreprocessor;

/**
 * Runs a command of the menu on files: {@code COMMAND key=value ...}. The paths of what was written
 * go to standard output, all else to standard error.
 */
public final class Main {

	/** Done. */
	public static final int DONE = 0;
	/** It failed. */
	public static final int FAILED = 1;
	/** The call was wrong. */
	public static final int WRONG_CALL = 2;

	private static final Path STATUS = Path.of("/proc/self/status");

	private static volatile boolean stopping;

	private final Class<? extends GradiscopeService> service;
	private final PrintStream out;
	private final PrintStream err;

	/** @param service whose networks are run; another one than the usual for tests */
	Main(final Class<? extends GradiscopeService> service, final PrintStream out,
		final PrintStream err) {
		this.service = service;
		this.out = out;
		this.err = err;
	}

	/** Exits with the status of {@link #run}. */
	public static void main(final String... arguments) {
		System.setProperty("java.awt.headless", "true");
		final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
		// What a library prints must not stand between the paths.
		System.setOut(System.err);
		final AtomicBoolean done = new AtomicBoolean();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			if (!done.get()) stopped(System.err);
		}));
		final int status = run(arguments, out, System.err);
		out.flush();
		done.set(!stopping);
		System.exit(status);
	}

	/** Somebody ends this process: what is under way loses what it works with, and has nothing to say of it. */
	private static void stopped(final PrintStream err) {
		stopping = true;
		AtomicFiles.deleteUnfinished();
		err.println("gradiscope: Stopped; the files written so far are complete.");
	}

	/**
	 * Runs one command line.
	 *
	 * @return the exit status
	 */
	public static int run(final String[] arguments, final PrintStream out, final PrintStream err) {
		return new Main(DefaultGradiscopeService.class, out, err).run(Arrays.asList(arguments));
	}

	int run(final List<String> arguments) {
		final boolean verbose = arguments.contains("verbose=true");
		try {
			execute(arguments);
			if (verbose) err.println(statistics());
			return DONE;
		}
		catch (final IOException | RuntimeException | Error e) {
			if (!stopping) err.println("gradiscope: " + ErrorReport.line(e));
			if (verbose && !stopping) e.printStackTrace(err);
			return ErrorReport.isWrongCall(e) ? WRONG_CALL : FAILED;
		}
	}

	private void execute(final List<String> arguments) throws IOException {
		try (Context context = context()) {
			final CommandList commands = new CommandList(context);
			final String first = arguments.isEmpty() ? Help.LIST : arguments.get(0);
			if (first.equals(Help.LIST) || first.equals(Help.HELP) && arguments.size() < 2)
				out.print(Help.list(commands));
			else if (first.equals(Help.HELP)) out.print(Help.of(find(commands, arguments.get(1))));
			else run(context, find(commands, first), arguments.subList(1, arguments.size()));
		}
	}

	/** @throws IllegalArgumentException if there is none, with those that there are */
	private static CommandInfo find(final CommandList commands, final String name) {
		return commands.find(name, Help.LIST, Help.HELP);
	}

	private void run(final Context context, final CommandInfo command, final List<String> arguments)
		throws IOException {
		final CommandLine call = CommandLine.parse(command, arguments);
		final ServicePreprocessor services = new ServicePreprocessor();
		context.inject(services);
		final ConsoleStatus status = context.service(ConsoleStatus.class);
		new CommandRunner(call, context.service(ModuleService.class), List.of(services), out,
			line -> status.showStatus(1, 1, line, true)).run();
	}

	/** No more than the commands need: starting takes long enough. */
	private Context context() {
		final Context context = new Context(
			List.of(StderrLogService.class, ConsoleStatus.class, service, ModuleService.class), false);
		// The one line about an error is printed here, not by the log.
		context.service(LogService.class).setLevel(LogLevel.NONE);
		context.service(ConsoleStatus.class).printTo(err, isTerminal());
		return context;
	}

	/** From Java 22 on there is a console even where there is no terminal. */
	private static boolean isTerminal() {
		final Console console = System.console();
		if (console == null) return false;
		try {
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (final ReflectiveOperationException e) {
			return true;
		}
	}

	/** The time since Java started and, where Linux tells it, the most memory that was resident. */
	private static String statistics() {
		final double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
		return String.format(Locale.ROOT, "%.2f s since the start%s", seconds, peak());
	}

	private static String peak() {
		try {
			for (final String line : Files.readAllLines(STATUS))
				if (line.startsWith("VmHWM"))
					return ", at most " + Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB resident";
		}
		catch (final IOException e) {
			// Not Linux: the time alone.
		}
		return "";
	}
}
