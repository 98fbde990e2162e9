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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** A frozen graph in a file, read but for the numbers of large constants, which stay there. */
final class GraphFile {

	/** From the graph to the numbers of a constant, by the numbers of the fields. */
	private static final int[] FIELDS =
		{ GraphDef.NODE_FIELD_NUMBER, NodeDef.ATTR_FIELD_NUMBER, 2 /* the value of a map's entry */,
			AttrValue.TENSOR_FIELD_NUMBER, TensorProto.TENSOR_CONTENT_FIELD_NUMBER };

	private final Map<String, WeightSource> weights = new HashMap<>();
	private final GraphDef graph;

	/** @throws org.gradiscope.engine.EngineException if it is damaged or too large */
	GraphFile(final Path file) {
		try {
			graph = GraphDef
				.parseFrom(LargeFields.without(file, GraphDef.getDescriptor(), FIELDS, 0, this::node));
		}
		catch (final IOException e) {
			throw GraphErrors.of(
				"The file is not a network of TensorFlow, ONNX or Keras, or is truncated; download it again",
				e);
		}
	}

	GraphDef graph() {
		return graph;
	}

	/** The constants that {@link #graph()} does not hold. */
	Map<String, WeightSource> weights() {
		return weights;
	}

	/** What is no constant of float32 is read as a whole after all. */
	private ByteString node(final ByteString light, final FileRegion region, final FileRegion numbers)
		throws IOException {
		final NodeDef node = NodeDef.parseFrom(light);
		if (!Constants.is(node) || Constants.tensor(node).getDtype() != DataType.DT_FLOAT ||
			Constants.elements(node) * Float.BYTES != numbers.length()) return region.content();
		weights.put(node.getName(), numbers);
		return DetachedConstants.of(node).toByteString();
	}
}
