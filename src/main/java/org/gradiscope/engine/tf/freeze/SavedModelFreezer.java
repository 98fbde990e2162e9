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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorInfo;

/** From the program of a SavedModel to what the outputs of its signature need. */
final class SavedModelFreezer {

	private final Set<String> remarks = new LinkedHashSet<>();
	private final Path folder;
	private final MetaGraphDef meta;
	private final Signature signature;
	private final FunctionLibrary library;
	private final NodeGraph whole;
	private final Map<String, TensorInfo> fed;
	private final Map<String, String> inputs = new TreeMap<>();

	SavedModelFreezer(final Path folder, final StatedEnds stated) {
		this.folder = folder;
		meta = SavedModelFile.read(folder);
		signature = Signature.choose(meta, stated, remarks::add);
		library = new FunctionLibrary(meta.getGraphDef().getLibrary());
		whole = NodeGraph.of(meta.getGraphDef().getNodeList(), signature.results(remarks::add));
		fed = signature.fed(whole);
		fed.forEach((name, tensor) -> inputs.put(name, Edge.of(tensor.getName()).node()));
	}

	FrozenModel frozen() {
		final Set<String> placeholders = Set.copyOf(inputs.values());
		final ControlFlowFolder branches =
			new ControlFlowFolder(node -> placeholders.contains(node.getName()), remarks::add);
		final NodeGraph flat =
			new GraphFlattener(library, branches, NodeGraph::pruned).flatten(withPlaceholders());
		final VariableFreezer variables = new VariableFreezer(folder,
			CheckpointKeys.of(whole, library, meta.getSaverDef().getRestoreOpName()));
		final NodeGraph only = withFirstOutputs(OperationReplacer
			.replace(variables.freeze(OutputCheck.check(flat, placeholders, remarks::add))));
		final Predicate<NodeDef> images =
			node -> placeholders.contains(node.getName()) && ModelFreezer.isImage(node);
		final NodeGraph frozen = QuantizedActivations
			.straightThrough(WholeNumberInputs.freed(only, images, remarks::add), images, remarks::add);
		inputs.values().removeIf(input -> !frozen.has(input));
		final Map<String, String> outputs = new TreeMap<>();
		frozen.outputs().forEach((name, edge) -> outputs.put(name, edge.toString()));
		return DenseWeights.detached(SinglePrecision
			.of(new FrozenModel(GraphCleaner.clean(frozen, meta.getGraphDef().getVersions()),
				variables.weights(), inputs, outputs, signature.shapes(), List.copyOf(remarks))));
	}

	/** With an operation of its own for each output that is an operation's second or later one. */
	private NodeGraph withFirstOutputs(final NodeGraph graph) {
		final UniqueNames names = new UniqueNames(graph.nodes());
		final List<NodeDef> nodes = new ArrayList<>(graph.nodes());
		final Map<String, Edge> outputs = new LinkedHashMap<>(graph.outputs());
		outputs.replaceAll((name, edge) -> {
			if (edge.index() == 0) return edge;
			final NodeDef first = NodeDefs.identity(names.unique(UniqueNames.valid(name)),
				edge.toString(), Attributes.of(signature.outputs().get(name).getDtype()));
			nodes.add(first);
			return new Edge(first.getName(), 0);
		});
		return NodeGraph.of(nodes, outputs);
	}

	private NodeGraph withPlaceholders() {
		final Map<String, NodeDef> nodes = new LinkedHashMap<>();
		whole.nodes().forEach(node -> nodes.put(node.getName(), node));
		for (final TensorInfo tensor : fed.values())
			nodes.computeIfPresent(Edge.of(tensor.getName()).node(),
				(name, node) -> Signature.placeholder(node, tensor));
		return whole.rewired(nodes.values(), new EdgeAliases()).pruned();
	}
}
