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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.files.AtomicFiles;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.format.GradiscopeYaml;

/** Writes a network that is a graph in memory as a model folder. */
public final class ModelWriter {

	private ModelWriter() {}

	/**
	 * Writes the graph and its descriptor, both or neither.
	 *
	 * @param folder not there yet
	 * @throws IOException if it is there, or cannot be written
	 */
	public static void write(final Model model, final Path folder) throws IOException {
		if (Files.exists(folder)) throw new FileAlreadyExistsException(folder.toString());
		Files.createDirectories(folder.toAbsolutePath().getParent());
		AtomicFiles.writeFolder(folder, temporary -> files(model, temporary));
	}

	/** Writes both into a folder that is there. */
	public static void files(final Model model, final Path folder) throws IOException {
		final String graph = model.description().get(Fact.GRAPH).orElseThrow();
		Files.write(folder.resolve(graph), ((ModelSource.Graph) model.source()).bytes());
		Files.writeString(folder.resolve(ModelDescriptor.FILE),
			GradiscopeYaml.format(model.verified().description()), StandardCharsets.UTF_8);
	}
}
