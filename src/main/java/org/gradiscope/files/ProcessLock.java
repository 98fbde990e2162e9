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

package org.gradiscope.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

/**
 * Holds off other processes, and other threads of this one, by a lock on a file. The file stays, since
 * deleting it would let two hold locks on two files of one name.
 */
public final class ProcessLock implements Closeable {

	private static final long PAUSE = 100;

	private final FileChannel channel;

	private ProcessLock(final FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Waits for the lock.
	 *
	 * @param waiting called a few times a second while another holds it; what it throws ends the wait
	 * @throws CancellationException if the thread is interrupted
	 */
	public static ProcessLock acquire(final Path file, final Runnable waiting) throws IOException {
		final FileChannel channel =
			FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			while (tryLock(channel) == null) {
				waiting.run();
				Thread.sleep(PAUSE);
			}
			return new ProcessLock(channel);
		}
		catch (final InterruptedException e) {
			channel.close();
			Thread.currentThread().interrupt();
			throw new CancellationException("Canceled.");
		}
		catch (final IOException | RuntimeException e) {
			channel.close();
			throw e;
		}
	}

	private static FileLock tryLock(final FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (final OverlappingFileLockException e) {
			return null;
		}
	}

	/** Gives the lock back. */
	@Override
	public void close() throws IOException {
		channel.close();
	}
}
