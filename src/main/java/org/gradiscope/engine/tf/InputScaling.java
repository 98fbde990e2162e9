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

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Whether a graph brings pixels of 0..255 to small numbers by itself, as Keras' Rescaling does. */
final class InputScaling {

	/** What may stand between the placeholder and the scaling. */
	private static final Set<String> PASSED = Set.of("Identity", "Cast", "StridedSlice", "Slice",
		"CropAndResize", "ResizeBilinear", "ResizeNearestNeighbor", "ExpandDims", "Transpose");

	/** The longest way looked at. */
	private static final int STEPS = 20;

	private InputScaling() {}

	/** Looks at what the input goes through first, as long as it goes one way only. */
	static boolean isInGraph(final GraphDef graph, final String input) {
		final Map<String, NodeDef> nodes = new HashMap<>();
		graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
		String at = input;
		for (int step = 0; step < STEPS; step++) {
			final Optional<NodeDef> user = onlyUser(graph, at);
			if (user.isEmpty()) return false;
			if (scales(user.get(), nodes)) return true;
			if (!PASSED.contains(user.get().getOp())) return false;
			at = user.get().getName();
		}
		return false;
	}

	/** What takes the pixels, beside those that only ask for their shape. */
	private static Optional<NodeDef> onlyUser(final GraphDef graph, final String operation) {
		NodeDef user = null;
		for (final NodeDef node : graph.getNodeList()) {
			if (node.getOp().equals("Shape") || node.getInputList().stream().noneMatch(
				edge -> GraphDefs.operation(edge).equals(operation))) continue;
			if (user != null) return Optional.empty();
			user = node;
		}
		return Optional.ofNullable(user);
	}

	/** A multiplication by about 1/255, a division by about 127 or 255, or so much taken away. */
	private static boolean scales(final NodeDef node, final Map<String, NodeDef> nodes) {
		for (final String edge : node.getInputList()) {
			final NodeDef other = nodes.get(GraphDefs.operation(edge));
			if (other == null || !other.getOp().equals("Const")) continue;
			final float factor = Math.abs(first(other.getAttrOrThrow("value").getTensor()));
			switch (node.getOp()) {
				case "Mul":
					return factor > 0 && factor <= 0.02f;
				case "RealDiv":
				case "Div":
				case "Sub":
				case "Add":
				case "AddV2":
				case "BiasAdd":
					return factor >= 50;
				default:
					return false;
			}
		}
		return false;
	}

	/** The first number of a float constant, or 0. */
	private static float first(final TensorProto tensor) {
		if (tensor.getFloatValCount() > 0) return tensor.getFloatVal(0);
		if (tensor.getTensorContent().size() < Float.BYTES) return 0;
		return tensor.getTensorContent().asReadOnlyByteBuffer().order(
			ByteOrder.LITTLE_ENDIAN).getFloat();
	}
}
