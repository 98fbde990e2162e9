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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.freeze.CheckpointKeys.Key;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Turns variables into constants, and what reads them into what passes constants on. */
final class VariableFreezer {

	private static final Set<Op> VARIABLES = EnumSet.of(Op.VarHandleOp, Op.VariableV2, Op.Variable);

	private final Path folder;
	private final Map<String, Key> keys;
	private final Map<String, WeightSource> weights = new HashMap<>();

	/** @param folder of the SavedModel */
	VariableFreezer(final Path folder, final Map<String, Key> keys) {
		this.folder = folder;
		this.keys = keys;
	}

	/** Where the numbers are of constants that are detached. */
	Map<String, WeightSource> weights() {
		return weights;
	}

	static boolean isVariable(final NodeDef node) {
		return VARIABLES.contains(Op.of(node));
	}

	NodeGraph freeze(final NodeGraph graph) {
		final List<NodeDef> variables =
			graph.nodes().stream().filter(VariableFreezer::isVariable).toList();
		if (variables.isEmpty()) return graph;
		final Map<String, NodeDef> constants = constants(variables);
		final VariableReaders readers = new VariableReaders(graph);
		final List<NodeDef> frozen = new ArrayList<>();
		for (final NodeDef node : graph.inOrder()) {
			if (Op.of(node) == Op.VarHandleOp) readers.add(node.getName(), type(node));
			if (isVariable(node)) frozen.add(constants.get(node.getName()));
			else frozen.addAll(readers.rewritten(node));
		}
		return graph.rewired(frozen, new EdgeAliases());
	}

	private Map<String, NodeDef> constants(final List<NodeDef> variables) {
		final CheckpointReader checkpoint = CheckpointReader.of(folder);
		final Map<String, NodeDef> constants = new HashMap<>();
		for (final NodeDef variable : variables)
			constants.put(variable.getName(),
				checkpoint.read(variable.getName(), type(variable), shape(variable), key(variable)));
		weights.putAll(checkpoint.weights());
		return constants;
	}

	/** Where the graph does not say how variables are restored, they go by their names. */
	private Key key(final NodeDef variable) {
		final String shared = Attributes.text(variable, "shared_name", "");
		final String name = shared.isEmpty() ? variable.getName() : shared;
		return keys.getOrDefault(variable.getName(), new Key(name, ""));
	}

	private static DataType type(final NodeDef variable) {
		return Attributes.get(variable, "dtype").getType();
	}

	private static List<Long> shape(final NodeDef variable) {
		final AttrValue shape = Attributes.get(variable, "shape");
		if (shape.getShape().getUnknownRank() || !shape.hasShape())
			throw GraphErrors.of("The variable '" + variable.getName() +
				"' has no fixed shape, so its weights cannot be checked; export the " +
				"network with its weights frozen.");
		return TensorProtos.shape(shape.getShape());
	}
}
