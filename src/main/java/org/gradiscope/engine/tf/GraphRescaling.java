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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Whether a graph brings pixels of 0..255 to small numbers by itself, as Keras' Rescaling does, or pixels of 0..1 to
 * numbers around 0. */
final class GraphRescaling {

	/** The longest way looked at. */
	private static final int STEPS = 20;

	/** Means of pixels of 0..1. */
	private static final double DARKEST = 0.3;
	private static final double BRIGHTEST = 0.6;

	private GraphRescaling() {}

	/** Whether it does either. */
	static boolean is(final GraphDef graph, final String input) {
		return isInGraph(graph, input) || ofUnit(graph, input).isPresent();
	}

	/** Looks at what the input goes through first, as long as it goes one way only. */
	static boolean isInGraph(final GraphDef graph, final String input) {
		final List<NodeDef> way = way(graph, input);
		return !way.isEmpty() && scales(way.get(way.size() - 1), GraphDefs.byName(graph.getNodeList()));
	}

	/**
	 * What shows that a graph brings pixels of 0..1 to numbers around 0 by itself: {@code x - 0.485} or
	 * {@code 2 x - 1}.
	 *
	 * @return for people; nothing if it does not
	 */
	static Optional<String> ofUnit(final GraphDef graph, final String input) {
		final List<NodeDef> way = way(graph, input);
		if (way.isEmpty()) return Optional.empty();
		final Map<String, NodeDef> nodes = GraphDefs.byName(graph.getNodeList());
		final NodeDef first = way.get(way.size() - 1);
		final double taken = -shift(first, nodes);
		if (taken >= DARKEST && taken <= BRIGHTEST) return Optional.of(String.format(Locale.ROOT,
			"what the graph takes away from its input first: %.3f, a usual mean of 0..1", taken));
		final boolean centred = doubles(first, nodes) &&
			onlyUser(graph, first.getName()).filter(user -> shift(user, nodes) == -1).isPresent();
		return centred
			? Optional
				.of("what the graph makes of its input first: 2 x - 1, which brings " + "0..1 to -1..1")
			: Optional.empty();
	}

	/** From the input to the first operation that changes what pixels are worth; empty if it forks. */
	private static List<NodeDef> way(final GraphDef graph, final String input) {
		final List<NodeDef> way = new ArrayList<>();
		String at = input;
		for (int step = 0; step < STEPS; step++) {
			final Optional<NodeDef> user = onlyUser(graph, at);
			if (user.isEmpty()) return List.of();
			way.add(user.get());
			if (!passes(Op.of(user.get()))) return way;
			at = user.get().getName();
		}
		return List.of();
	}

	/** Whether it may stand between the placeholder and the scaling. */
	private static boolean passes(final Op op) {
		return op.is(OpTrait.MOVES_PIXELS) && op.shape() != ShapeRule.PAD;
	}

	/** What is added to every pixel, by the first number of the constant; 0 if it is another operation. */
	private static double shift(final NodeDef node, final Map<String, NodeDef> nodes) {
		return switch (Op.of(node)) {
			case Add, AddV2, BiasAdd -> constant(node, 0, nodes) + constant(node, 1, nodes);
			case Sub -> -constant(node, 1, nodes);
			default -> 0;
		};
	}

	private static boolean doubles(final NodeDef node, final Map<String, NodeDef> nodes) {
		return Op.of(node) == Op.Mul && constant(node, 0, nodes) + constant(node, 1, nodes) == 2 ||
			(Op.of(node) == Op.RealDiv || Op.of(node) == Op.Div) && constant(node, 1, nodes) == 0.5f;
	}

	/** The first number of an input that is a constant, or 0. */
	private static float constant(final NodeDef node, final int place,
		final Map<String, NodeDef> nodes) {
		if (node.getInputCount() <= place) return 0;
		return first(nodes.get(Edge.operation(node.getInput(place)))).orElse(0f);
	}

	/** What takes the pixels, beside those that only ask for their shape. */
	private static Optional<NodeDef> onlyUser(final GraphDef graph, final String operation) {
		NodeDef user = null;
		for (final NodeDef node : graph.getNodeList()) {
			if (Op.of(node) == Op.Shape ||
				node.getInputList().stream().noneMatch(edge -> Edge.operation(edge).equals(operation)))
				continue;
			if (user != null) return Optional.empty();
			user = node;
		}
		return Optional.ofNullable(user);
	}

	/** A multiplication by about 1/255, a division by about 127 or 255, or so much taken away. */
	private static boolean scales(final NodeDef node, final Map<String, NodeDef> nodes) {
		for (final String edge : node.getInputList()) {
			final Optional<Float> number = first(nodes.get(Edge.operation(edge)));
			if (number.isEmpty()) continue;
			final float factor = Math.abs(number.get());
			final Op op = Op.of(node);
			if (op == Op.Mul) return factor > 0 && factor <= 0.02f;
			return op.is(OpTrait.AFFINE) && op.shape() != ShapeRule.BATCH_NORM && factor >= 50;
		}
		return false;
	}

	/** The first number of a constant of floats, 0 of another; none if it is no constant. */
	private static Optional<Float> first(final NodeDef node) {
		if (node == null || !Constants.is(node)) return Optional.empty();
		final TensorProto tensor = Constants.tensor(node);
		// Without its shape a tensor is one number.
		return Optional.of(tensor.getDtype() == DataType.DT_FLOAT
			? TensorProtos.floats(tensor.toBuilder().clearTensorShape().build())[0] : 0);
	}
}
