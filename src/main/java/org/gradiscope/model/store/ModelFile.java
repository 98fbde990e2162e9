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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.gradiscope.files.FileTrees;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.NetworkFormat;
import org.gradiscope.model.OnnxData;
import org.gradiscope.model.format.BioImageIo;
import org.gradiscope.model.format.ModelFolder;
import org.gradiscope.model.format.UnsupportedFormats;

/** A model in a folder, a file or an archive. */
final class ModelFile {

	/** Archives in archives, at most. */
	private static final int DEPTH = 3;

	private ModelFile() {}

	/** @throws ModelException if there is none, or it cannot be read */
	static Model at(final Path place) {
		final Model model = at(place, DEPTH);
		final Description known = model.description();
		return known.has(Fact.NAME) ? model : new Model(known.with(Fact.NAME, name(place),
			"the name of the " + (Files.isDirectory(place) ? "folder" : "file")), model.source());
	}

	private static Model at(final Path place, final int depth) {
		checkFile(place);
		if (depth == DEPTH) UnsupportedFormats.refuse(place);
		if (Archives.isArchive(place)) return inside(place, Description.NONE, depth);
		final Description described = ModelFolder.describe(place);
		final Path network = ModelFolder.network(place, described);
		checkFile(network);
		UnsupportedFormats.refuse(network);
		if (Archives.isArchive(network)) return inside(network, described, depth);
		final ModelSource source = ModelSource.of(network);
		return new Model(published(network, source, described), source);
	}

	/** A checksum that is published with a network's file is the network's own, if it is in that file alone. */
	private static Description published(final Path network, final ModelSource source,
		final Description known) {
		final Object noted = known.get(Fact.NOTES).orElse(Map.of()).get(BioImageIo.ARCHIVE_SHA256);
		final boolean meant =
			!String.valueOf(known.sources().get(Fact.GRAPH.toString())).startsWith("inferred");
		if (noted == null || !meant || known.has(Fact.SHA256) || Files.isDirectory(network))
			return known;
		if (source instanceof ModelSource.OnnxFile && !OnnxData.of(network).isEmpty())
			return checked(network, new ModelSource.GraphFile(network).sha256(), known);
		return known.with(Fact.SHA256, noted.toString(), "the checksum of its weights");
	}

	/** A pipe would be waited for. */
	private static void checkFile(final Path place) {
		if (Files.exists(place) && !Files.isRegularFile(place) && !Files.isDirectory(place))
			throw new ModelException(place + " is a pipe or device, not a model; give a file or folder.");
	}

	/** What is known of an archive is known of the network in it. */
	private static Model inside(final Path archive, final Description known, final int depth) {
		if (depth == 0) throw new ModelException("The archive " + archive +
			" holds archives of archives; unpack it, and give the model's folder.");
		final UnpackedArchive unpacked = unpacked(archive, found -> checked(archive, found, known));
		try {
			final Description checked = checked(archive, unpacked.sha256(), known);
			final Model inner = at(root(unpacked.folder()), depth - 1);
			return new Model(checked.or(inner.description()), inner.source());
		}
		catch (final ModelException e) {
			unpacked.delete();
			throw e;
		}
	}

	private static UnpackedArchive unpacked(final Path archive, final Consumer<String> check) {
		try {
			return UnpackedArchive.of(archive, check);
		}
		catch (final IOException e) {
			throw new ModelException(
				"The archive " + archive + " cannot be unpacked into " + ModelCache.folder() + " (" +
					FileTrees.reason(e) + "); see that it is yours to read, and that there " + "is room.",
				e);
		}
	}

	/** A checksum beside an archive is the archive's, whoever states it. */
	private static Description checked(final Path archive, final String found,
		final Description known) {
		final Object noted = known.get(Fact.NOTES).orElse(Map.of()).get(BioImageIo.ARCHIVE_SHA256);
		final String stated = known.get(Fact.SHA256).filter(sha256 -> !sha256.isEmpty())
			.orElse(noted == null ? "" : noted.toString());
		if (stated.isEmpty()) return known;
		if (!stated.equalsIgnoreCase(found))
			throw new ModelException("The file " + archive + " is not the one described: SHA-256 " +
				stated + " was expected, but it is " + found + "; download it again.");
		return known.with(Fact.SHA256, "", "computed from the files");
	}

	/** Most archives hold one folder that holds all. */
	static Path root(final Path folder) {
		try (Stream<Path> all = Files.list(folder)) {
			final List<Path> inside = all.limit(2).toList();
			return inside.size() == 1 && Files.isDirectory(inside.get(0)) &&
				!inside.get(0).endsWith("variables") ? root(inside.get(0)) : folder;
		}
		catch (final IOException e) {
			throw ModelException.unreadable(folder, e);
		}
	}

	/** Without the ending of an archive or a network. */
	private static String name(final Path place) {
		final Path file = place.toAbsolutePath().normalize().getFileName();
		return file == null ? "network" : NetworkFormat
			.withoutEnding(file.toString().replaceFirst("(?i)\\.(zip|tgz|tar\\.gz|tar)$", ""));
	}
}
