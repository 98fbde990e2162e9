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

package org.gradiscope.engine.tf.freeze;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** The file of a SavedModel that holds its program; it is read, and nothing of it is run. */
final class SavedModelFile {

	static final String NAME = "saved_model.pb";

	private static final String SERVING = "serve";
	private static final String TRAINING = "train";

	private SavedModelFile() {}

	/** The graph that its exporter tagged for serving, else the only one, or the only one not for training. */
	static MetaGraphDef read(final Path folder) {
		final List<MetaGraphDef> graphs = parsed(folder.resolve(NAME)).getMetaGraphsList();
		final List<MetaGraphDef> working =
			graphs.size() == 1 ? graphs : graphs.stream().filter(graph -> !has(graph, TRAINING)).toList();
		return graphs.stream().filter(graph -> has(graph, SERVING)).findFirst()
			.or(() -> working.stream().filter(graph -> working.size() == 1).findFirst())
			.orElseThrow(() -> GraphErrors.of(folder + " has " + graphs.size() +
				" graphs and none is tagged '" + SERVING + "', so which one is the network is not clear; " +
				"give its ONNX or Keras file, or export it for serving, as scripts/export-keras-model.py does."));
	}

	private static boolean has(final MetaGraphDef graph, final String tag) {
		return graph.getMetaInfoDef().getTagsList().contains(tag);
	}

	private static SavedModel parsed(final Path file) {
		if (!Files.isRegularFile(file)) throw GraphErrors.of(file.getParent() +
			" is not a SavedModel, because it has no file " + NAME + "; give the folder that has one.");
		try (InputStream first = Files.newInputStream(file);
			InputStream second = Files.newInputStream(file)) {
			GraphLimits.checkFile(file.toString(), Files.size(file));
			ProtobufLimits.check(ProtobufLimits.coded(first), SavedModel.getDescriptor());
			return SavedModel.parseFrom(ProtobufLimits.coded(second));
		}
		catch (final IOException e) {
			throw GraphErrors.of(file + " could not be read as a SavedModel; download it again", e);
		}
	}
}
