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

import java.util.List;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** How many inputs and outputs nodes say that they have; TensorFlow takes memory for each. */
final class ArityLimits {

	private long all;

	/** @throws org.gradiscope.engine.EngineException if there are too many */
	void add(final NodeDef node) {
		final OpDef definition = OpDefs.definition(node.getOp());
		if (definition == null) return;
		add(node, definition.getInputArgList());
		add(node, definition.getOutputArgList());
	}

	private void add(final NodeDef node, final List<OpDef.ArgDef> arguments) {
		for (final OpDef.ArgDef argument : arguments) {
			final long count = Math.max(Attributes.number(node, argument.getNumberAttr()),
				Attributes.get(node, argument.getTypeListAttr()).getList().getTypeCount());
			all += Math.max(0, count);
			if (count > GraphLimits.ENDS || all > GraphLimits.ALL_ENDS)
				throw GraphErrors.damaged("The node '" + node.getName() + "', a " + node.getOp() +
					", has " + count + " '" + argument.getName() + "', but a node has at most " +
					GraphLimits.ENDS + " and all together " + GraphLimits.ALL_ENDS);
		}
	}
}
