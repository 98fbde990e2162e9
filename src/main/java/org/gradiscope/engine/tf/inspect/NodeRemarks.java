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

package org.gradiscope.engine.tf.inspect;

import java.util.List;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** What single nodes of a graph say that a careful user should know. */
public final class NodeRemarks {

	/** Of nodes that are named. */
	private static final int MOST = 3;

	private NodeRemarks() {}

	/** In sentences. */
	public static List<String> of(final GraphDef graph) {
		final List<String> training = graph.getNodeList().stream().filter(NodeRemarks::isTraining)
			.map(NodeDef::getName).limit(MOST).toList();
		return training.isEmpty() ? List.of()
			: List.of("the graph is in training mode: " + String.join(", ", training) +
				" normalises by each image's own statistics, which inference does not");
	}

	/** TensorFlow's default is training. */
	private static boolean isTraining(final NodeDef node) {
		return Op.of(node).shape() == ShapeRule.BATCH_NORM &&
			Attributes.flag(node, "is_training", true);
	}

	/** The kind of numbers that an operation gives first, for example {@code DT_FLOAT}. */
	public static String type(final GraphDef graph, final String operation) {
		return graph.getNodeList().stream().filter(node -> node.getName().equals(operation)).findFirst()
			.map(node -> Attributes.type(node).name()).orElseThrow();
	}
}
