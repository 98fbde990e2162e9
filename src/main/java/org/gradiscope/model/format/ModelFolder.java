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

package org.gradiscope.model.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelException;

/**
 * What the files in a model's folder say of it, laid over one another: {@code gradiscope.yaml},
 * then the BioImage Model Zoo's {@code rdf.yaml}, DJL's {@code serving.properties}, and label
 * files. What an earlier one says stands, and the value range, means, deviations and
 * standardization are all of one file, since they belong together.
 */
public final class ModelFolder {

	private ModelFolder() {}

	/**
	 * @param place a model's folder, or the file of its network or archive
	 * @return what the files beside say; {@link Fact#GRAPH} is always there, relative to the folder
	 * @throws ModelException if one of them cannot be read, or no network or several are found
	 */
	public static Description describe(final Path place) {
		final Path folder = folder(place);
		final Description named = named(place);
		Description known = gradiscope(folder, named);
		for (final String file : BioImageIo.FILES)
			if (Files.isRegularFile(folder.resolve(file)))
				known = BioImageIo.describe(text(folder, file), file, known);
		known = deepImageJ(folder, known);
		final Path serving = folder.resolve(ServingProperties.FILE);
		if (Files.isRegularFile(serving)) known = ServingProperties
			.describe(text(folder, ServingProperties.FILE), ServingProperties.FILE, folder, known);
		return NetworkSearch.completed(folder, labels(folder, known));
	}

	/**
	 * The networks that {@link #describe} would choose from: the SavedModel that a folder is, or else the
	 * networks in files in it, or the SavedModels that folders in it are.
	 */
	public static List<Path> networks(final Path folder) {
		return NetworkSearch.candidates(folder).stream().map(name -> folder.resolve(name).normalize())
			.toList();
	}

	/**
	 * Where the network is. Unlike the small files beside it, it may be a link that leads out of the
	 * folder: people keep large files in one place and link to them. Its name may not lead out.
	 *
	 * @param place as it was given to {@link #describe}
	 * @param description what came out
	 * @return the network's file, the SavedModel's folder, or the archive of either
	 */
	public static Path network(final Path place, final Description description) {
		final String graph = description.get(Fact.GRAPH).orElseThrow(() -> new ModelException(
			"It is not known where the network in " + place + " is; describe the folder first."));
		return TextFiles.inside(folder(place), graph);
	}

	private static Path folder(final Path place) {
		if (!Files.exists(place)) throw new ModelException("There is no file or folder " + place +
			"; give the folder of a model, or the file of its network.");
		return Files.isDirectory(place) ? place : place.toAbsolutePath().getParent();
	}

	/** A file other than that of a SavedModel is the network itself. */
	private static Description named(final Path place) {
		final String name = String.valueOf(place.getFileName());
		if (Files.isDirectory(place) || name.equals(NetworkSearch.SAVED_MODEL)) return Description.NONE;
		return Description.NONE.with(Fact.GRAPH, name, "the file that was named");
	}

	private static Description gradiscope(final Path folder, final Description named) {
		final Path file = folder.resolve(ModelDescriptor.FILE);
		if (!Files.isRegularFile(file)) return named;
		final Description stated =
			GradiscopeYaml.parse(text(folder, ModelDescriptor.FILE), ModelDescriptor.FILE, folder);
		final Optional<String> graph = stated.get(Fact.GRAPH);
		final Optional<String> wanted = named.get(Fact.GRAPH);
		if (graph.isPresent() && wanted.isPresent() && !graph.equals(wanted)) throw new ModelException(
			"The " + ModelDescriptor.FILE + " in " + folder + " describes " + graph.get() + ", not " +
				wanted.get() + "; keep " + wanted.get() + " in a folder of its own.");
		return named.or(stated);
	}

	private static Description deepImageJ(final Path folder, final Description known) {
		if (!Files.isRegularFile(folder.resolve(DeepImageJConfig.FILE))) return known;
		final String text = text(folder, DeepImageJConfig.FILE);
		return DeepImageJConfig.is(text) ? DeepImageJConfig.describe(text, DeepImageJConfig.FILE, known)
			: known;
	}

	private static Description labels(final Path folder, final Description known) {
		if (known.has(Fact.LABELS)) return known;
		return LabelFiles.find(folder).map(file -> file.getFileName().toString())
			.map(name -> known.with(Fact.LABELS, LabelFiles.read(TextFiles.beside(folder, name)), name))
			.orElse(known);
	}

	private static String text(final Path folder, final String name) {
		return TextFiles.read(TextFiles.beside(folder, name));
	}

	/** The files and folders in a folder, by name. */
	static Stream<Path> list(final Path folder) {
		final String[] names = folder.toFile().list();
		if (names == null) throw new ModelException(
			"The folder " + folder + " cannot be read; see that you may list it.");
		return Stream.of(names).sorted().map(folder::resolve);
	}
}
