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

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** The functions of a graph. */
final class FunctionLibrary {

	private static final Set<Op> CALLS = EnumSet.of(Op.PartitionedCall, Op.StatefulPartitionedCall);

	private final Map<String, FunctionDef> functions = new HashMap<>();

	FunctionLibrary(final FunctionDefLibrary library) {
		for (final FunctionDef function : library.getFunctionList())
			if (functions.put(function.getSignature().getName(), function) != null) throw GraphErrors
				.damaged("The graph has two functions '" + function.getSignature().getName() + "'");
	}

	/** TensorFlow 1 also wrote a call as an operation of the function's name. */
	boolean isCall(final NodeDef node) {
		return CALLS.contains(Op.of(node)) || functions.containsKey(node.getOp());
	}

	FunctionDef called(final NodeDef call) {
		final String name = name(call);
		if (!functions.containsKey(name)) throw GraphErrors.damaged("The node '" + call.getName() +
			"' calls the function '" + name + "', which the graph does not have");
		return functions.get(name);
	}

	String name(final NodeDef call) {
		return CALLS.contains(Op.of(call)) ? Attributes.get(call, "f").getFunc().getName()
			: call.getOp();
	}

	/** The number of an output of a node within a function; functions name it by the
	 * argument of the operation and a number within that. */
	int output(final NodeDef node, final String argument, final int within) {
		final FunctionDef function = functions.get(node.getOp());
		final OpDef definition =
			function == null ? OpDefs.definition(node.getOp()) : function.getSignature();
		if (definition == null) throw GraphErrors.of("The node '" + node.getName() + "' is a " +
			node.getOp() + ", an operation that this TensorFlow does not have; export the network with " +
			"standard operations, its own layers written in these.");
		final List<OpDef.ArgDef> outputs = definition.getOutputArgList();
		return output(node, outputs, argument, within);
	}

	private static int output(final NodeDef node, final List<OpDef.ArgDef> arguments,
		final String name, final int within) {
		int first = 0;
		for (final OpDef.ArgDef argument : arguments) {
			if (argument.getName().equals(name)) return first + within;
			first += count(node, argument);
		}
		throw GraphErrors.of("The node '" + node.getName() + "', a " + node.getOp() +
			", has no output '" + name +
			"' that a function of the graph names; the file is damaged or of another TensorFlow: export it " +
			"again with TensorFlow 2.");
	}

	private static int count(final NodeDef node, final OpDef.ArgDef argument) {
		if (!argument.getNumberAttr().isEmpty())
			return bounded(node, Attributes.number(node, argument.getNumberAttr()));
		return argument.getTypeListAttr().isEmpty() ? 1
			: Attributes.get(node, argument.getTypeListAttr()).getList().getTypeCount();
	}

	private static int bounded(final NodeDef node, final long count) {
		if (count < 0 || count > GraphLimits.NODES) throw GraphErrors.damaged(
			"The node '" + node.getName() + "', a " + node.getOp() + ", has " + count + " outputs");
		return (int) count;
	}
}
