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

package org.gradiscope.model.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.gradiscope.files.AtomicFiles;
import org.gradiscope.files.Checksums;
import org.gradiscope.files.UserCache;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;

/**
 * The models that may be opened without a trial, in {@code tried} in the {@link UserCache}: a small
 * file for each, named by the checksum of all that steers what is run: graph, weights, and what the
 * files beside say. Those that went well in a trial by this very version of Gradiscope, and those
 * whose publisher's checksum matched.
 */
public final class TrialRecord {

	/** Of this process, where the folder cannot be written. */
	private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

	private static final String VERIFIED = "verified";

	private final Path folder;

	/** In a folder, which need not be there yet. */
	public TrialRecord(final Path folder) {
		this.folder = folder;
	}

	/** In the user's cache. */
	public static TrialRecord usual() {
		return new TrialRecord(UserCache.current().folder().resolve("tried"));
	}

	/**
	 * The same for the same graph, weights and description, whatever the files are called, in
	 * hexadecimal.
	 *
	 * @param model as {@link ModelStore#find} gives it, its checksum known
	 */
	public static String key(final Model model) {
		final Description nameless =
			model.description().with(Fact.NAME, "", "").with(Fact.GRAPH, "", "");
		return Checksums.of(nameless.toString().getBytes(StandardCharsets.UTF_8));
	}

	/** Whether the model was tried by this version, or verified by any. */
	public boolean has(final Model model) {
		return has(place(model, version())) || has(place(model, VERIFIED));
	}

	private static boolean has(final Path place) {
		return HERE.contains(place) || Files.isRegularFile(place);
	}

	/** It went well in a trial. */
	public void keep(final Model model) {
		keep(model, version());
	}

	/** The publisher's checksum matched. */
	void keepVerified(final Model model) {
		keep(model, VERIFIED);
	}

	private void keep(final Model model, final String how) {
		final Path place = place(model, how);
		HERE.add(place);
		try {
			AtomicFiles.write(place, (model.name() + "\n").getBytes(StandardCharsets.UTF_8));
		}
		catch (final IOException e) {
			// It will be tried again by the next process.
		}
	}

	private Path place(final Model model, final String how) {
		return folder.resolve(key(model) + "-" + how);
	}

	private static String version() {
		return Optional.ofNullable(TrialRecord.class.getPackage().getImplementationVersion())
			.orElse("unreleased").replaceAll("[^\\w.-]", "_");
	}
}
