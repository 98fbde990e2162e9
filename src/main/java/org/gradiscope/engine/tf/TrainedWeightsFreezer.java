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
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.CodedOutputStream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Turns variables into constants and keeps only what the output needs. */
final class TrainedWeightsFreezer {

	private TrainedWeightsFreezer() {}

	/**
	 * @param values of the variables, by name
	 * @param input the operation that becomes the placeholder of the images
	 * @return a serialised {@code GraphDef}
	 */
	static byte[] freeze(final GraphDef graph, final Map<String, Tensor> values, final String input,
		final String output) {
		return bytes(GraphDefs.pruned(graph, node -> frozen(node, values, input), Set.of(output)));
	}

	/** Attributes are a map, of which the order must not change from one run to the next. */
	private static byte[] bytes(final GraphDef graph) {
		final byte[] bytes = new byte[graph.getSerializedSize()];
		final CodedOutputStream out = CodedOutputStream.newInstance(bytes);
		out.useDeterministicSerialization();
		try {
			graph.writeTo(out);
		}
		catch (final IOException e) {
			throw new UncheckedIOException("An array has room for what it was measured for.", e);
		}
		return bytes;
	}

	private static NodeDef frozen(final NodeDef node, final Map<String, Tensor> values,
		final String input) {
		if (node.getName().equals(input))
			return NodeDefs.node(input, Op.Placeholder).putAttr("dtype", Attributes.FLOAT).build();
		final Tensor value = values.get(node.getName());
		return value == null ? node : constant(node.getName(), value);
	}

	private static NodeDef constant(final String name, final Tensor value) {
		return Constants.node(name, DataType.DT_FLOAT,
			Arrays.stream(value.shape().toArray()).mapToObj(Long::valueOf).toList(),
			TensorProtos.content(value.data()));
	}
}
