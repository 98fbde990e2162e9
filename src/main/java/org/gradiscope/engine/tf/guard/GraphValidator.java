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

package org.gradiscope.engine.tf.guard;

import java.util.Optional;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Checks graphs before TensorFlow sees them. TensorFlow's natives must have been loaded. */
public final class GraphValidator {

	private GraphValidator() {}

	/** @throws EngineException if a node is not what its operation can bear; it names the node */
	public static void check(final GraphDef graph) {
		for (final NodeDef node : graph.getNodeList())
			fault(node).ifPresent(fault -> refuse(node, fault));
	}

	/**
	 * Whether whole numbers are in their ranges, of the operations that are known to need it.
	 *
	 * @throws EngineException if one is not; it names the node
	 */
	public static void checkRanges(final GraphDef graph) {
		for (final NodeDef node : graph.getNodeList())
			NodeValidator.outOfRange(node).ifPresent(fault -> refuse(node, fault));
	}

	private static void refuse(final NodeDef node, final String fault) {
		throw GraphErrors.of("The graph is not run, for its node '" + node.getName() + "', a " +
			node.getOp() + ", is not as it should be: " + fault + "; export the network again.");
	}

	private static Optional<String> fault(final NodeDef node) {
		final OpDef definition = OpDefs.definition(node.getOp());
		if (definition == null) return Optional.of("TensorFlow has no such operation");
		final Optional<String> fault = NodeValidator.fault(node, definition);
		return fault.isEmpty() && Op.of(node) == Op.Const ? ConstantValidator.fault(node) : fault;
	}
}
