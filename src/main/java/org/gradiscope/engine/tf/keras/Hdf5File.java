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

package org.gradiscope.engine.tf.keras;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;

import org.gradiscope.engine.tf.graph.GraphErrors;

/**
 * A file of HDF5: groups within groups, with attributes, and datasets of numbers. Whatever a damaged one
 * does to the library that reads it becomes one line. Links to other files are not followed.
 */
final class Hdf5File {

	/** Attributes of more bytes are cut by Keras. */
	private static final long ATTRIBUTE_BYTES = 1L << 26;

	private final HdfFile file;
	private final String name;

	/** @param name for messages */
	Hdf5File(final ByteBuffer content, final String name) {
		this.name = name;
		file = read(() -> HdfFile.fromByteBuffer(content));
	}

	/** Where all that may fail is done. */
	<T> T read(final Callable<T> reading) {
		return GraphErrors.guarded(reading,
			"The weights in " + name + " cannot be read; download the file again, or save it again");
	}

	boolean has(final String path) {
		return read(() -> node(path).isPresent());
	}

	/** The dataset of a path, if there is one. */
	Optional<StoredWeight> weight(final String path) {
		return read(() -> node(path).filter(Dataset.class::isInstance)
			.map(node -> new StoredWeight(this, path, (Dataset) node)));
	}

	/** An attribute of a text. */
	Optional<String> text(final String path, final String attribute) {
		return read(
			() -> data(path, attribute).filter(String.class::isInstance).map(String.class::cast));
	}

	/** An attribute of a list of texts; none if it is not there. */
	List<String> texts(final String path, final String attribute) {
		return read(() -> data(path, attribute).filter(String[].class::isInstance)
			.map(texts -> Arrays.asList((String[]) texts)).orElse(List.of()));
	}

	private Optional<Object> data(final String path, final String name) {
		return node(path).map(node -> node.getAttributes().get(name)).map(this::data);
	}

	private Object data(final Attribute attribute) {
		final long bytes = attribute.getSizeInBytes();
		if (attribute.isEmpty() || bytes > ATTRIBUTE_BYTES || bytes > attribute.getBuffer().capacity())
			return null;
		return attribute.getData();
	}

	private Optional<Node> node(final String path) {
		Node node = file;
		for (final String step : path.split("/")) {
			if (step.isEmpty()) continue;
			node = node instanceof Group group ? group.getChildren().get(step) : null;
			if (node == null || node.isLink()) return Optional.empty();
		}
		return Optional.of(node);
	}
}
