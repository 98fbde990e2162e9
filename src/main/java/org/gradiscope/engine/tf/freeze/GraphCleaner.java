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

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.engine.tf.graph.WholeNumbers;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.VersionDef;

/** Leaves of each node what it computes: no order, no place to run, no notes of its exporter. */
final class GraphCleaner {

	/** Of a text, without its letters. */
	private static final int TEXT_BYTES = 24;

	private GraphCleaner() {}

	/**
	 * @throws org.gradiscope.engine.EngineException if a constant is not as its shape says, or the
	 *           constants or the outputs of nodes are too many
	 */
	static GraphDef clean(final NodeGraph graph, final VersionDef versions) {
		final GraphDef.Builder cleaned = GraphDef.newBuilder().setVersions(versions);
		final ArityLimits ends = new ArityLimits();
		long bytes = 0;
		for (final NodeDef node : graph.nodes()) {
			if (Op.of(node) == Op.Const) bytes += checkedBytes(node);
			GraphLimits.checkConstants(bytes);
			ends.add(node);
			cleaned.addNode(cleaned(node));
		}
		return cleaned.build();
	}

	/**
	 * The bytes that a constant takes in memory, if its content is as long as its shape says. One that
	 * gives fewer values repeats the last; texts take those of an empty one each, and one that is detached
	 * takes none of the graph's.
	 */
	private static long checkedBytes(final NodeDef constant) {
		final TensorProto tensor = Constants.tensor(constant);
		if (tensor.getTensorShape().getUnknownRank())
			throw GraphErrors.damaged("The constant '" + constant.getName() + "' has no shape");
		final long elements = GraphLimits.elements(constant.getName(), Constants.shape(constant));
		if (DetachedConstants.is(constant)) return 0;
		final int width = TensorProtos.width(tensor.getDtype());
		final int content = tensor.getTensorContent().size();
		if (content > 0 && content != elements * width)
			throw GraphErrors.damaged("The constant '" + constant.getName() + "' has " + content +
				" bytes, but its shape " + Constants.shape(constant) + " needs " + elements * width);
		return elements * (width == 0 ? TEXT_BYTES : width);
	}

	private static NodeDef cleaned(final NodeDef node) {
		// What checks or hands on its input.
		if (!Op.of(node).isAllowed() && Op.of(node).shape() == ShapeRule.SAME) return NodeDefs
			.identity(node.getName(), Edge.input(node, 0).toString(), Attributes.get(node, "T"));
		if (isClean(node)) return node;
		final NodeDef.Builder cleaned = node.toBuilder().clearDevice().clearExperimentalDebugInfo()
			.clearExperimentalType().clearInput();
		GraphTopology.dataInputs(node).forEach(cleaned::addInput);
		for (final String name : new ArrayList<>(node.getAttrMap().keySet()))
			if (isNote(name)) cleaned.removeAttr(name);
		return cleaned.build();
	}

	private static boolean isClean(final NodeDef node) {
		return node.getDevice().isEmpty() && !node.hasExperimentalDebugInfo() &&
			!node.hasExperimentalType() && node.getInputList().stream().noneMatch(Edge::isControl) &&
			node.getAttrMap().keySet().stream().noneMatch(GraphCleaner::isNote);
	}

	/** Whether an attribute is one that nothing computes with, and not our own. */
	private static boolean isNote(final String attribute) {
		return attribute.startsWith("_") && !WholeNumbers.isMark(attribute);
	}
}
