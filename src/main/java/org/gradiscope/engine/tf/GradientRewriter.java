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

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Overrides how gradients pass through ReLUs, by rewriting a graph to which the plain gradients
 * were added already.
 * <p>
 * TensorFlow's C++ gradients take no override and refuse a second registration, but each leaves an
 * operation of its own in the graph: {@code ReluGrad(g, y)} is {@code g} where {@code y > 0}. Fed with
 * {@code Relu(g)} it is guided backprop; replaced by {@code Relu(g)} it is the deconvnet.
 * </p>
 */
final class GradientRewriter {

	/** Each takes the gradient first, then the ReLU's output. */
	private static final Set<String> RECTIFIER_GRADIENTS = Stream.of(Op.values())
		.map(Op::reluGradient).filter(Objects::nonNull).collect(Collectors.toSet());

	private static final String SUFFIX = "/gradiscope_";

	private final GraphDef.Builder rewritten;

	private GradientRewriter(final GraphDef graph) {
		rewritten = graph.toBuilder().clearNode();
	}

	/** Whether the graph has a ReLU's gradient to override. */
	static boolean applies(final GraphDef graph) {
		return graph.getNodeList().stream().anyMatch(GradientRewriter::isRectifierGradient);
	}

	/** @param rule not {@link Backpropagation#PLAIN} */
	static GraphDef rewrite(final GraphDef graph, final Backpropagation rule) {
		final GradientRewriter rewriter = new GradientRewriter(graph);
		for (final NodeDef node : graph.getNodeList())
			if (isRectifierGradient(node)) rewriter.override(node, rule);
			else rewriter.rewritten.addNode(node);
		return rewriter.rewritten.build();
	}

	private static boolean isRectifierGradient(final NodeDef node) {
		return RECTIFIER_GRADIENTS.contains(node.getOp());
	}

	private void override(final NodeDef node, final Backpropagation rule) {
		switch (rule) {
			case GUIDED -> rewritten
				.addNode(node.toBuilder().setInput(0, add(node, "positive", "Relu", node.getInput(0))));
			case DECONVNET -> rewritten.addNode(typed(node, node.getName(), "Relu", node.getInput(0)));
			case REDIRECTED -> redirect(node);
			default -> throw new IllegalArgumentException(
				"Nothing can be rewritten for " + rule + " backpropagation.");
		}
	}

	/**
	 * {@code r + [sum |r| = 0] d}, with {@code r} the plain gradient, the sum over all of one image, and
	 * {@code d} what would open a closed unit.
	 */
	private void redirect(final NodeDef node) {
		final String gradient = node.getInput(0);
		final String output = node.getInput(1);
		final String plain = add(node, "plain", node.getOp(), gradient, output);
		final String zero = add(node, "zero", "ZerosLike", output);
		// Where the gradient is zero all over, it is so wherever a unit is open: what is left is closed.
		final String low = add(node, "low", "LessEqual", output, zero);
		final String opening = add(node, "opening", "SelectV2", low,
			add(node, "up", "Maximum", gradient, zero), add(node, "down", "Minimum", gradient, zero));
		final String dead =
			add(node, "dead", "Equal", magnitude(node, plain), constant(node, 0, DataType.DT_FLOAT));
		rewritten.addNode(typed(node, node.getName(), "SelectV2", dead, opening, plain));
	}

	/** The sum over all axes but the first, which are kept. */
	private String magnitude(final NodeDef node, final String of) {
		final String rank = add(node, "rank", "Rank", of);
		final String one = constant(node, 1, DataType.DT_INT32);
		final String axes = node.getName() + SUFFIX + "axes";
		rewritten.addNode(NodeDefs.node(axes, "Range", one, rank, one).putAttr("Tidx",
			Attributes.of(DataType.DT_INT32)));
		final String sum = node.getName() + SUFFIX + "magnitude";
		rewritten.addNode(typed(node, sum, "Sum", add(node, "size", "Abs", of), axes).toBuilder()
			.putAttr("Tidx", Attributes.of(DataType.DT_INT32)).putAttr("keep_dims", Attributes.of(true)));
		return sum;
	}

	private String constant(final NodeDef node, final int value, final DataType type) {
		final String name = node.getName() + SUFFIX + "constant" + value;
		rewritten.addNode(Constants.scalar(name, type, value));
		return name;
	}

	/** Adds an operation beside a ReLU's gradient, and gives its name. */
	private String add(final NodeDef node, final String name, final String operation,
		final String... inputs) {
		final String full = node.getName() + SUFFIX + name;
		rewritten.addNode(typed(node, full, operation, inputs));
		return full;
	}

	/** An operation on numbers of the same type as those of {@code node}. */
	private static NodeDef typed(final NodeDef node, final String name, final String operation,
		final String... inputs) {
		return NodeDefs.node(name, operation, inputs).putAttr("T", node.getAttrOrThrow("T")).build();
	}
}
