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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import org.gradiscope.files.ProcessLock;
import org.gradiscope.files.Checksums;
import org.gradiscope.files.FileTrees;
import org.gradiscope.files.AtomicFiles;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelException;

/** The networks of the catalogue on this machine: found, or downloaded once somebody agrees. */
public final class CatalogueStore {

	/** Bytes that an address may send where nobody knows how many there are. */
	private static final long UNKNOWN = 1L << 30;

	private final Path folder;
	private final ModelCatalogue catalogue;
	private final Download.RetryPolicy retry;
	private final TrialRecord tried;

	CatalogueStore(final Path folder, final Download.RetryPolicy retry) {
		this(folder, retry, TrialRecord.usual());
	}

	/** @param tried what needs no trial, which verified downloads are added to */
	CatalogueStore(final Path folder, final Download.RetryPolicy retry, final TrialRecord tried) {
		this.folder = folder;
		this.retry = retry;
		this.tried = tried;
		this.catalogue = ModelCatalogue.load(folder);
	}

	/** In the usual folder, with the catalogue as it is now. */
	public static CatalogueStore open() {
		return new CatalogueStore(ModelCache.folder(), Download.RetryPolicy.USUAL);
	}

	public ModelCatalogue catalogue() {
		return catalogue;
	}

	/** The folder of a network that was downloaded; nothing is sent over the network. */
	public Optional<Path> find(final CatalogueEntry entry) {
		final Path place = folder.resolve(entry.name());
		return Files.isRegularFile(place.resolve(ModelDescriptor.FILE)) ? Optional.of(place)
			: Optional.empty();
	}

	/**
	 * The folder of a network, with its {@code gradiscope.yaml}; downloaded if need be. Nothing is sent
	 * over the network before somebody agrees.
	 *
	 * @throws ModelException if there is no such network, nobody agrees, it cannot be had, or it is not
	 *           the one that the catalogue means
	 * @throws java.util.concurrent.CancellationException if the listener cancels; what has come is kept
	 *           for the next time
	 */
	public Path obtain(final String name, final DownloadConsent consent,
		final DownloadListener listener) {
		final CatalogueEntry entry = catalogue.get(name);
		final Optional<Path> found = find(entry);
		if (found.isPresent()) return found.get();
		final CatalogueEntry.Origin origin = entry.origin().orElseThrow(
			() -> new ModelException(entry.name() + " cannot be downloaded: " + entry.remedy()));
		ask(entry, consent);
		try {
			Files.createDirectories(folder);
			try (ProcessLock lock = ProcessLock.acquire(hidden(entry, ".lock"), listener::waiting)) {
				return find(entry).isPresent() ? find(entry).get() : download(entry, origin, listener);
			}
		}
		catch (final IOException e) {
			throw new ModelException("The network " + entry.name() + " cannot be written into " + folder +
				" (" + FileTrees.reason(e) + "); free some room, or move the folder by " +
				ModelCache.PROPERTY + " or " + ModelCache.VARIABLE + ".", e);
		}
	}

	private void ask(final CatalogueEntry entry, final DownloadConsent consent) {
		if (!consent.download(entry)) throw new ModelException("The network " + entry.terms() +
			" is not on this machine; agree to the download by download=true.");
		if (!entry.origin().get().isVerified() && !consent.unverified(entry))
			throw new ModelException("No publisher's checksum is known of " + entry.terms() +
				"; agree to take it without a checksum by download=true unverified=true.");
	}

	private Path download(final CatalogueEntry entry, final CatalogueEntry.Origin origin,
		final DownloadListener listener) throws IOException {
		final PartialDownload part = new PartialDownload(hidden(entry, ".part"));
		new Download(origin.address(), origin.size(), UNKNOWN, part, retry, listener).run();
		try {
			final String found = Checksums.of(part.file(), listener.checking(part.length()));
			verify(entry, origin, found);
			listener.report(0, 0, "unpacking");
			install(entry, part, listener);
			final Path place = folder.resolve(entry.name());
			if (origin.isVerified()) trust(place);
			else new KnownChecksums(folder).add(origin.address().toString(), found);
			part.delete();
			return place;
		}
		catch (final ModelException e) {
			part.delete();
			throw e;
		}
	}

	/** What the publisher vouches for needs no trial. */
	private void trust(final Path place) {
		try {
			tried.keepVerified(ModelFile.at(place).verified());
		}
		catch (final ModelException e) {
			// Whoever opens it hears of it.
		}
	}

	/** Against the publisher's checksum, or else what was seen the first time. */
	private void verify(final CatalogueEntry entry, final CatalogueEntry.Origin origin,
		final String found) throws IOException {
		final String address = origin.address().toString();
		final String stated =
			origin.isVerified() ? origin.sha256() : new KnownChecksums(folder).of(address).orElse(found);
		if (!stated.equals(found))
			throw new ModelException("What " + address + " sends is not " + entry.name() + ": SHA-256 " +
				stated + (origin.isVerified() ? " was stated by its publisher" : " came the first time") +
				", but " + found + " has come; it was deleted. Ask the publisher, or try again later.");
	}

	private void install(final CatalogueEntry entry, final PartialDownload part,
		final DownloadListener listener) throws IOException {
		final Path unpacked = hidden(entry, ".new");
		try {
			clear(entry);
			ModelInstaller.install(entry, part.file(), unpacked);
			listener.check();
			AtomicFiles.move(unpacked, folder.resolve(entry.name()));
		}
		finally {
			FileTrees.deleteQuietly(unpacked);
		}
	}

	/** What a process left that was ended while it unpacked. */
	private void clear(final CatalogueEntry entry) throws IOException {
		final String left = Pattern.quote("." + entry.name() + ".new") + "(-\\d+-\\d+\\.tmp)?";
		for (final Path path : FileTrees.list(folder, 1))
			if (path.getFileName().toString().matches(left)) FileTrees.delete(path);
	}

	private Path hidden(final CatalogueEntry entry, final String suffix) {
		return folder.resolve("." + entry.name() + suffix);
	}
}
