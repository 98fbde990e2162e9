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

package org.gradiscope.engine.tf;

import ai.djl.tensorflow.engine.javacpp.LibUtils;
import ai.djl.util.Platform;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.tf.graph.TensorFlowErrors;
import org.gradiscope.files.AtomicFiles;
import org.gradiscope.files.FileTrees;

/**
 * Lets DJL download the libraries: it knows their address and their files. DJL reports no progress,
 * waits for a server for ever and cannot be stopped; so it works in a thread of its own, and in a
 * folder of its own that is watched as it grows.
 */
final class NativeDownload implements NativeInstaller.Provider {

	/** Where DJL keeps what it downloads; an environment variable of that name would win. */
	private static final String CACHE = "ENGINE_CACHE_DIR";
	/** Read by DJL as the description of a platform to download for. */
	private static final String PLATFORM_FILE = "native/lib/tensorflow.properties";
	private static final Duration PAUSE = Duration.ofMillis(100);
	/** Until a thread that was told to stop is left to itself. */
	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	/** Why, for people, in a few words. */
	static final class Failed extends EngineException {

		private static final long serialVersionUID = 1L;

		Failed(final String why, final Throwable cause) {
			super(why, cause);
		}
	}

	private final Supplier<String> djl;
	private final Duration timeout;
	private final Progress progress;

	NativeDownload(final Progress progress) {
		this(LibUtils::getLibName, TIMEOUT, progress);
	}

	/**
	 * @param djl brings the libraries and names one of them
	 * @param timeout with a server that sends nothing
	 */
	NativeDownload(final Supplier<String> djl, final Duration timeout, final Progress progress) {
		this.djl = djl;
		this.timeout = timeout;
		this.progress = progress;
	}

	/**
	 * @throws Failed if DJL does
	 * @throws CancellationException if the progress cancels
	 */
	@Override
	public void writeTo(final Path target) throws IOException {
		// DJL is told by properties of the whole process.
		synchronized (NativeDownload.class) {
			bringInto(target);
		}
	}

	private void bringInto(final Path target) throws IOException {
		final Path own = Files.createDirectory(target.resolve(".djl"));
		final FutureTask<String> task = new FutureTask<>(() -> downloaded(own));
		final Thread thread = new Thread(task, "TensorFlow's libraries");
		thread.setDaemon(true);
		final String cache = System.getProperty(CACHE);
		try {
			System.setProperty(CACHE, own.toString());
			NativeLoader.setOffline(false);
			thread.start();
			take(Path.of(watched(task, own)).toAbsolutePath().getParent(), own, target);
		}
		finally {
			NativeLoader.setOffline(true);
			NativeLoader.setProperty(CACHE, cache);
			stop(thread);
			FileTrees.delete(own);
		}
	}

	/** For the processor, also where there is a graphics card: those libraries are far larger. */
	private String downloaded(final Path own) throws IOException {
		final Path file = own.resolve(PLATFORM_FILE);
		Files.createDirectories(file.getParent());
		Files.writeString(file, "placeholder=true\nflavor=cpu\nversion=" +
			Platform.fromSystem("tensorflow").getVersion() + "\n");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { own.toUri().toURL() },
			NativeDownload.class.getClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			return djl.get();
		}
	}

	/** What the task gives, once it does. */
	private String watched(final FutureTask<String> task, final Path own) throws IOException {
		long last = -1;
		long since = System.nanoTime();
		while (true) {
			progress.check();
			try {
				return task.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (final TimeoutException e) {
				final long size = size(own);
				if (size != last) since = System.nanoTime();
				else if (System.nanoTime() - since > timeout.toNanos())
					throw new Failed("nothing came for " + timeout.toMillis() / 1000.0 + " s", e);
				last = size;
				progress.report(0, 1, String.format(Locale.ROOT,
					"downloading TensorFlow's libraries, %.1f MB unpacked so far", size / 1e6));
			}
			catch (final ExecutionException e) {
				throw new Failed(reason(e), e);
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new CancellationException("Canceled.");
			}
		}
	}

	/** The kind of error too: some say no more than the server's name. */
	private static String reason(final Throwable e) {
		Throwable cause = e;
		while (cause.getCause() != null)
			cause = cause.getCause();
		return cause.getClass().getSimpleName() + ": " + TensorFlowErrors.of(cause);
	}

	private static long size(final Path folder) throws IOException {
		long size = 0;
		for (final Path path : FileTrees.list(folder, Integer.MAX_VALUE))
			size += path.toFile().length();
		return size;
	}

	/** From DJL's folder; from elsewhere a copy, since a variable has sent DJL there. */
	private static void take(final Path from, final Path own, final Path target) throws IOException {
		for (final Path file : FileTrees.list(from, 1)) {
			final Path to = target.resolve(file.getFileName());
			if (file.equals(from)) continue;
			if (from.startsWith(own)) AtomicFiles.move(file, to);
			else Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/** DJL writes through channels, which an interrupt closes; it then deletes what it wrote. */
	private static void stop(final Thread thread) {
		thread.interrupt();
		try {
			thread.join(STOP_TIMEOUT.toMillis());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
