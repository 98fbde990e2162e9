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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Pads images before depthwise convolutions that pad by numbers of their own. TensorFlow would join such a
 * convolution with its ReLU into an operation of oneDNN that knows {@code SAME} and {@code VALID} only, and end
 * the process over it.
 */
final class DepthwisePadding {

	private static final String PADDING = "padding";
	private static final String NUMBERS = "explicit_paddings";

	private final UniqueNames names;
	private final List<NodeDef> nodes = new ArrayList<>();

	private DepthwisePadding(final NodeGraph graph) {
		names = new UniqueNames(graph.nodes());
		graph.nodes().forEach(this::add);
	}

	/** The graph itself if there is none. */
	static NodeGraph apart(final NodeGraph graph) {
		return graph.nodes().stream().noneMatch(DepthwisePadding::isExplicit) ? graph
			: graph.rewired(new DepthwisePadding(graph).nodes, new EdgeAliases());
	}

	/** Numbers that are not two for each of four axes are left to be refused. */
	private static boolean isExplicit(final NodeDef node) {
		return Op.of(node) == Op.DepthwiseConv2dNative &&
			Attributes.text(node, PADDING, "").equals("EXPLICIT") &&
			Attributes.numbers(node, NUMBERS).size() == 8;
	}

	private void add(final NodeDef node) {
		if (!isExplicit(node)) {
			nodes.add(node);
			return;
		}
		final NodeDef numbers = Constants.node(names.unique(node.getName() + "_paddings"),
			paddings(Attributes.numbers(node, NUMBERS)));
		final NodeDef pad = NodeDefs
			.node(names.unique(node.getName() + "_pad"), Op.Pad, Edge.input(node, 0).toString(),
				numbers.getName())
			.putAttr("T", Attributes.get(node, "T"))
			.putAttr("Tpaddings", Attributes.of(DataType.DT_INT32)).build();
		nodes.add(numbers);
		nodes.add(pad);
		nodes.add(node.toBuilder().setInput(0, pad.getName()).removeAttr(NUMBERS)
			.putAttr(PADDING, Attributes.of("VALID")).build());
	}

	private static TensorProto paddings(final List<Long> numbers) {
		final TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_INT32)
			.setTensorShape(TensorProtos.shape(List.of(4L, 2L)));
		numbers.forEach(number -> tensor.addIntVal(number.intValue()));
		return tensor.build();
	}
}
