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

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.files.AtomicFiles;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.model.format.GradiscopeYaml;
import org.gradiscope.model.format.ModelFolder;

/**
 * The {@code gradiscope.yaml} beside a network of the user's own, in which its preprocessing is stated.
 *
 * @param file that may not be there yet
 */
public record DescriptorFile(Path file) {

	private static final String SOURCE = "stated";

	/**
	 * @param model a model's folder, or the file of its network
	 * @throws ModelException if there is none, or a file beside it would speak of other networks too
	 */
	public static DescriptorFile beside(final File model) {
		final String what =
			"A " + ModelDescriptor.FILE + " is written beside a network of your own, but ";
		if (!model.exists())
			throw new ModelException(what + model + " is no file or folder; give the path of one.");
		final Path place = model.toPath();
		if (Files.isDirectory(place)) return new DescriptorFile(place.resolve(ModelDescriptor.FILE));
		if (Archives.isArchive(place))
			throw new ModelException(what + place + " is an archive; unpack it, and give the folder.");
		final Path folder = place.toAbsolutePath().getParent();
		final int networks = ModelFolder.networks(folder).size();
		if (networks > 1) throw new ModelException(
			"A " + ModelDescriptor.FILE + " in " + folder + " would speak of all " + networks +
				" networks there; move " + place.getFileName() + " into a folder of its own.");
		return new DescriptorFile(folder.resolve(ModelDescriptor.FILE));
	}

	/** As it was before it was first changed. */
	public Path backup() {
		return file.resolveSibling(file.getFileName() + ".bak");
	}

	/**
	 * States a preprocessing, and keeps the file as its author left it in {@link #backup}.
	 *
	 * @param now the network's own, of whose axes, size and fit only what differs is stated
	 * @return whether there was a file before
	 * @throws IOException if it cannot be written; then all is as it was
	 */
	public boolean state(final Preprocessing found, final Preprocessing now) throws IOException {
		final boolean known = Files.exists(file);
		final String before = known ? Files.readString(file) : "";
		final String text = GradiscopeYaml.withInput(before, stated(found, now));
		if (known && !Files.exists(backup())) Files.copy(file, backup());
		AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
		return known;
	}

	/** As few facts as do. */
	private static Description stated(final Preprocessing found, final Preprocessing now) {
		Description facts = Description.NONE.with(Fact.CHANNELS, found.channels(), SOURCE);
		facts = found.standardization().kind() == Standardization.Kind.NONE
			? facts.with(Fact.RANGE, found.range(), SOURCE)
			: facts.with(Fact.STANDARDIZATION, found.standardization(), SOURCE);
		if (found.mean().stream().anyMatch(mean -> mean != 0))
			facts = facts.with(Fact.MEAN, found.mean(), SOURCE);
		if (found.deviation().stream().anyMatch(deviation -> deviation != 1))
			facts = facts.with(Fact.DEVIATION, found.deviation(), SOURCE);
		if (!found.axes().equals(now.axes())) facts = facts.with(Fact.AXES, found.axes(), SOURCE);
		if (!found.size().equals(now.size())) facts = facts.with(Fact.SIZE, found.size(), SOURCE);
		return found.fit() == now.fit() ? facts : facts.with(Fact.FIT, found.fit(), SOURCE);
	}
}
