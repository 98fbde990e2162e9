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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.ConstantFolder;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Takes out random draws that decide nothing: dropout that keeps all is
 * {@code floor(1 + draw) = 1} or {@code draw >= 0}, since draws are from 0 to 1, less than 1.
 */
final class DropoutRemover {

	/** The largest float below 1. */
	private static final double HIGHEST = Math.nextDown(1f);

	private static final Set<Op> COMMUTATIVE = EnumSet.of(Op.Add, Op.AddV2, Op.Mul);

	private final ConstantFolder constants = new ConstantFolder();
	private final Map<Edge, Draw> draws = new HashMap<>();
	private final List<NodeDef> kept = new ArrayList<>();
	private final UniqueNames names;

	/** What a random tensor ranges over, and the node that draws it. */
	private record Draw(NodeDef source, double low, double high) {

		Draw mapped(final DoubleUnaryOperator function) {
			final double a = function.applyAsDouble(low);
			final double b = function.applyAsDouble(high);
			return new Draw(source, Math.min(a, b), Math.max(a, b));
		}

		/** Null if it is not the same everywhere. */
		Double floor() {
			return Math.floor(low) == Math.floor(high) ? Math.floor(low) : null;
		}

		/** Whether it is true everywhere or nowhere; null if now and then. */
		Double decided(final DoublePredicate monotonic) {
			final boolean first = monotonic.test(low);
			return first != monotonic.test(high) ? null : first ? 1.0 : 0.0;
		}
	}

	private DropoutRemover(final NodeGraph graph) {
		names = new UniqueNames(graph.nodes());
	}

	static NodeGraph remove(final NodeGraph graph) {
		if (graph.nodes().stream().noneMatch(DropoutRemover::isDraw)) return graph;
		final DropoutRemover dropout = new DropoutRemover(graph);
		graph.inOrder().forEach(dropout::visit);
		return graph.rewired(dropout.kept, new EdgeAliases());
	}

	private static boolean isDraw(final NodeDef node) {
		return Op.of(node) == Op.RandomUniform && node.getInputCount() > 0;
	}

	private void visit(final NodeDef node) {
		constants.learn(node);
		if (isDraw(node)) draws.put(new Edge(node.getName(), 0), new Draw(node, 0, HIGHEST));
		final Draw first = input(node, 0);
		final Draw second = input(node, 1);
		if (first != null && second == null) follow(node, first, scalar(node, 1));
		else if (first == null && second != null && COMMUTATIVE.contains(Op.of(node)))
			follow(node, second, scalar(node, 0));
		else kept.add(node);
	}

	private Draw input(final NodeDef node, final int index) {
		return index < node.getInputCount() ? draws.get(Edge.of(node.getInput(index))) : null;
	}

	private Double scalar(final NodeDef node, final int index) {
		return index < node.getInputCount() ? constants.scalar(Edge.of(node.getInput(index))) : null;
	}

	private void follow(final NodeDef node, final Draw draw, final Double other) {
		final Op op = Op.of(node);
		final Double value =
			op == Op.Floor ? draw.floor() : other == null ? null : decided(op, draw, other);
		if (value != null) kept.addAll(filled(node, draw.source, value));
		else {
			final DoubleUnaryOperator moved = other == null ? null : moved(op, other);
			if (moved != null) draws.put(new Edge(node.getName(), 0), draw.mapped(moved));
			kept.add(node);
		}
	}

	private static Double decided(final Op op, final Draw draw, final double other) {
		return switch (op) {
			case GreaterEqual -> draw.decided(value -> value >= other);
			case Greater -> draw.decided(value -> value > other);
			case Less -> draw.decided(value -> value < other);
			default -> null;
		};
	}

	private static DoubleUnaryOperator moved(final Op op, final double other) {
		return switch (op) {
			case Add, AddV2 -> value -> value + other;
			case Sub -> value -> value - other;
			case Mul -> value -> value * other;
			default -> null;
		};
	}

	/** The same value at each place of the draw. */
	private List<NodeDef> filled(final NodeDef node, final NodeDef draw, final double value) {
		final boolean truth = Op.of(node) != Op.Floor;
		final DataType type =
			truth ? DataType.DT_BOOL : node.getAttrOrDefault("T", Attributes.FLOAT).getType();
		if (!truth && type != DataType.DT_FLOAT) return List.of(node);
		final NodeDef constant = Constants.scalar(names.unique(node.getName() + "/value"), type, value);
		return List.of(constant,
			NodeDefs.node(node.getName(), Op.Fill, draw.getInput(0), constant.getName())
				.putAttr("T", Attributes.of(type))
				.putAttr("index_type", draw.getAttrOrDefault("T", Attributes.of(DataType.DT_INT32)))
				.build());
	}
}
