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

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** Takes out the branches that are never gone: a network at work does not train. */
final class ControlFlowFolder {

	private static final Pattern TRAINING = Pattern.compile(
		"(.*/)?([^/]*(learning_phase|is_training)[^/]*|training(_\\d+)?)", Pattern.CASE_INSENSITIVE);
	/** Names of what has no default, and so has to be something. */
	private static final Pattern MUST_BE_TRAINING = Pattern.compile(
		"(.*/)?([^/]*_)?(is)?train(ing)?(_?(phase|flag|mode))?(_\\d+)?", Pattern.CASE_INSENSITIVE);
	/** How much of the numbers dropout keeps, as TensorFlow 1 was told it. */
	private static final Pattern KEPT =
		Pattern.compile("(.*/)?[^/]*keep_?prob[^/]*", Pattern.CASE_INSENSITIVE);
	/** How much of them it sets to 0; a dropout probability may be either. */
	private static final Pattern DROPPED =
		Pattern.compile("(.*/)?[^/]*drop(out)?_?rate[^/]*", Pattern.CASE_INSENSITIVE);

	private final Predicate<NodeDef> fed;
	private final Consumer<String> remarks;

	/** @param fed whether a placeholder gets its value with each image */
	ControlFlowFolder(final Predicate<NodeDef> fed, final Consumer<String> remarks) {
		this.fed = fed;
		this.remarks = remarks;
	}

	/** Where a condition is not known, all is left as it is. */
	NodeGraph fold(final NodeGraph graph) {
		final SwitchMergeFolder branches = new SwitchMergeFolder(graph);
		for (final NodeDef node : graph.inOrder())
			branches.add(settled(node, branches));
		return branches.graph();
	}

	private NodeDef settled(final NodeDef node, final SwitchMergeFolder branches) {
		final Op op = Op.of(node);
		if ((op == Op.Placeholder || op == Op.PlaceholderWithDefault) && isTraining(node)) {
			remarks.accept(
				"The network is run for inference, not training: '" + node.getName() + "' is false.");
			return Constants.scalar(node.getName(), DataType.DT_BOOL, 0);
		}
		if (op == Op.Placeholder && isDropout(node)) {
			final int all = KEPT.matcher(node.getName()).matches() ? 1 : 0;
			remarks.accept("The network is run for inference, where dropout keeps all: '" +
				node.getName() + "' is " + all + ".");
			return Constants.scalar(node.getName(), type(node), all);
		}
		if (op == Op.PlaceholderWithDefault && !fed.test(node)) {
			remarks.accept("'" + node.getName() + "' keeps its default" +
				shown(node, branches.scalar(Edge.input(node, 0))) + ".");
			return identity(node);
		}
		return op == Op.If || op == Op.StatelessIf ? call(node, branches.scalar(Edge.input(node, 0)))
			: node;
	}

	/** Nothing for one that is no single number, or not known yet. */
	private static String shown(final NodeDef node, final Double value) {
		if (value == null) return "";
		return ", which is " + (type(node) == DataType.DT_BOOL ? String.valueOf(value != 0)
			: String.valueOf(value.floatValue()));
	}

	/** A switch is never left to its default, which may be that of the training program. */
	static boolean isTraining(final NodeDef node) {
		return type(node) == DataType.DT_BOOL && (TRAINING.matcher(node.getName()).matches() ||
			Op.of(node) == Op.Placeholder && MUST_BE_TRAINING.matcher(node.getName()).matches());
	}

	/** A single number of dropout, which may be of any shape as long as nothing says otherwise. */
	private static boolean isDropout(final NodeDef node) {
		final TensorShapeProto shape = Attributes.get(node, "shape").getShape();
		return type(node) == DataType.DT_FLOAT &&
			(shape.getUnknownRank() || shape.getDimCount() == 0) &&
			(KEPT.matcher(node.getName()).matches() || DROPPED.matcher(node.getName()).matches());
	}

	private static DataType type(final NodeDef placeholder) {
		return Attributes.get(placeholder, "dtype").getType();
	}

	/** Of a placeholder with a default: that default. */
	private static NodeDef identity(final NodeDef node) {
		return NodeDefs.node(node.getName(), Op.Identity).addAllInput(node.getInputList())
			.putAttr("T", Attributes.get(node, "dtype")).build();
	}

	/** A condition whose outcome is known is a call of one of its branches. */
	private static NodeDef call(final NodeDef node, final Double condition) {
		if (condition == null) return node;
		final String branch = condition == 0 ? "else_branch" : "then_branch";
		return NodeDefs.node(node.getName(), Op.StatefulPartitionedCall)
			.addAllInput(node.getInputList().subList(1, node.getInputCount()))
			.putAttr("f", Attributes.get(node, branch)).build();
	}
}
