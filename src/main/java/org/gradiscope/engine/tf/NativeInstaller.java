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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.gradiscope.files.ProcessLock;
import org.gradiscope.files.FileTrees;
import org.gradiscope.files.AtomicFiles;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;

/**
 * Brings libraries into their folder, whole or not at all, and once where several processes want to.
 */
final class NativeInstaller {

	private final Path folder;
	private final Path place;
	private final NativePlatform platform;

	/** Writes the libraries into a folder. */
	@FunctionalInterface
	interface Provider {

		void writeTo(Path target) throws IOException;
	}

	/** @param folder in which the platform's folder is made */
	NativeInstaller(final Path folder, final NativePlatform platform) {
		this.folder = folder;
		this.platform = platform;
		this.place = folder.resolve(platform.name());
	}

	/**
	 * @return the platform's folder
	 * @throws EngineException if what was brought cannot be used, or the folder cannot be written
	 */
	Path install(final Progress progress, final Provider provider) {
		try {
			Files.createDirectories(folder);
			try (ProcessLock lock =
				ProcessLock.acquire(folder.resolve("." + platform + ".lock"), () -> waiting(progress))) {
				if (platform.fault(place).isPresent()) installNew(progress, provider);
			}
			return place;
		}
		catch (final IOException e) {
			throw new EngineException("TensorFlow's libraries cannot be written into " + folder + " (" +
				FileTrees.reason(e) + "); free some room, or name another folder by " +
				NativeSettings.FOLDER_PROPERTY + " or " + NativeSettings.FOLDER_VARIABLE + ".", e);
		}
	}

	private void installNew(final Progress progress, final Provider provider) throws IOException {
		AtomicFiles.deleteLeftovers(place);
		final Path temporary = AtomicFiles.temporary(place);
		try {
			Files.createDirectories(temporary);
			provider.writeTo(temporary);
			final Optional<String> fault = platform.fault(temporary);
			if (fault.isPresent())
				throw new EngineException("What was brought are not TensorFlow's libraries for " +
					platform + ": " + fault.get() + ". Nothing was kept; download them again.");
			progress.check();
			move(temporary);
		}
		finally {
			FileTrees.deleteQuietly(temporary);
		}
	}

	/** A folder that is there has a fault, but who knows what else: it keeps that. */
	private void move(final Path temporary) throws IOException {
		if (!Files.exists(place)) AtomicFiles.move(temporary, place);
		else for (final Path file : FileTrees.list(temporary, 1))
			if (!file.equals(temporary)) AtomicFiles.move(file, place.resolve(file.getFileName()));
	}

	private static void waiting(final Progress progress) {
		progress.report(0, 1, "waiting for another process that brings the same");
		progress.check();
	}
}
