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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** What TensorFlow's own operations have for outputs; what a file says of them does not count. */
final class OpDefs {

	private static final Map<String, OpDef> DEFINITIONS = new HashMap<>();

	static {
		for (final OpDef definition : TensorFlow.registeredOpList().getOpList())
			DEFINITIONS.put(definition.getName(), definition);
	}

	private OpDefs() {}

	/** Null for one that TensorFlow does not have. */
	static OpDef definition(final String op) {
		return DEFINITIONS.get(op);
	}

	/**
	 * The number of an output, which functions name by the argument of the operation and a number
	 * within it.
	 */
	static int output(final NodeDef node, final List<OpDef.ArgDef> arguments, final String name,
		final int within) {
		int first = 0;
		for (final OpDef.ArgDef argument : arguments) {
			if (argument.getName().equals(name)) return first + within;
			first += count(node, argument);
		}
		throw GraphErrors.of("The node '" + node.getName() + "', a " + node.getOp() +
			", has no output '" + name + "' that a function of the graph names; the file is damaged " +
			"or of another TensorFlow.");
	}

	private static int count(final NodeDef node, final OpDef.ArgDef argument) {
		if (!argument.getNumberAttr().isEmpty()) return bounded(attribute(node, argument
			.getNumberAttr()).getI());
		if (!argument.getTypeListAttr().isEmpty()) return attribute(node, argument.getTypeListAttr())
			.getList().getTypeCount();
		return 1;
	}

	private static AttrValue attribute(final NodeDef node, final String name) {
		return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
	}

	private static int bounded(final long count) {
		if (count < 0 || count > GraphLimits.NODES) throw GraphErrors.of("A node of the graph has " +
			count + " outputs; the file is damaged.");
		return (int) count;
	}
}
