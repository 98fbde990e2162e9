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

import java.util.Set;

import org.gradiscope.engine.Backpropagation;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Overrides how gradients pass through rectifiers, by rewriting a graph to which the plain gradients
 * were added already.
 * <p>
 * TensorFlow's C++ gradients take no override and refuse a second registration, but each leaves an
 * operation of its own in the graph: {@code ReluGrad(g, y)} is {@code g} where {@code y > 0}. Fed with
 * {@code Relu(g)} it is guided backprop; replaced by {@code Relu(g)} it is the deconvnet.
 * </p>
 */
final class GradientRewriter {

	/** Each takes the gradient first. */
	private static final Set<String> RECTIFIER_GRADIENTS = Set.of("ReluGrad", "Relu6Grad");

	private static final String SUFFIX = "/gradiscope_positive";

	private GradientRewriter() {}

	/** Whether the graph has a rectifier's gradient to override. */
	static boolean applies(final GraphDef graph) {
		return graph.getNodeList().stream().anyMatch(GradientRewriter::isRectifierGradient);
	}

	/** @param rule not {@link Backpropagation#PLAIN} */
	static GraphDef rewrite(final GraphDef graph, final Backpropagation rule) {
		final GraphDef.Builder rewritten = graph.toBuilder().clearNode();
		for (final NodeDef node : graph.getNodeList()) {
			if (!isRectifierGradient(node)) rewritten.addNode(node);
			else if (rule == Backpropagation.DECONVNET) rewritten.addNode(positive(node, node
				.getName()));
			else {
				final NodeDef positive = positive(node, node.getName() + SUFFIX);
				rewritten.addNode(positive);
				rewritten.addNode(node.toBuilder().setInput(0, positive.getName()));
			}
		}
		return rewritten.build();
	}

	private static boolean isRectifierGradient(final NodeDef node) {
		return RECTIFIER_GRADIENTS.contains(node.getOp());
	}

	/** {@code Relu} of the gradient that {@code node} gets. */
	private static NodeDef positive(final NodeDef node, final String name) {
		return NodeDef.newBuilder().setName(name).setOp("Relu").addInput(node.getInput(0)).putAttr("T",
			node.getAttrOrThrow("T")).build();
	}
}
