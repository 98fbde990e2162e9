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

import java.util.LinkedHashMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.engine.tf.graph.WholeNumbers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** What a SavedModel takes and gives, by the names that its exporter chose. */
record Signature(Map<String, TensorInfo> inputs, Map<String, TensorInfo> outputs) {

	private static final String DEFAULT = "serving_default";

	/**
	 * The one that is stated; else the default one, the only one that takes a float image, or the only
	 * one that takes floats; else the tensors that are stated.
	 *
	 * @throws org.gradiscope.engine.EngineException if none is left or several, and nothing is stated
	 */
	static Signature choose(final MetaGraphDef graph, final StatedEnds stated,
		final Consumer<String> remarks) {
		final Map<String, SignatureDef> all = new TreeMap<>(graph.getSignatureDefMap());
		if (stated.signature().isPresent()) return of(named(all, stated.signature().get()));
		if (usable(all, 0).contains(DEFAULT)) return of(all.get(DEFAULT));
		final List<String> images = usable(all, 3);
		final List<String> usable = images.isEmpty() ? usable(all, 0) : images;
		if (usable.size() == 1) {
			remarks.accept("The signature '" + usable.get(0) + "' is used, the only one that takes " +
				(images.isEmpty() ? "floats." : "a float image."));
			return of(all.get(usable.get(0)));
		}
		if (stated.areBoth()) return StatedTensors.signature(graph.getGraphDef(), stated);
		throw GraphErrors.of(usable.isEmpty() ? none(graph, all) : several(usable));
	}

	private static SignatureDef named(final Map<String, SignatureDef> all, final String name) {
		if (all.containsKey(name)) return all.get(name);
		throw GraphErrors.of("The SavedModel has no signature '" + name +
			"', which its description names; name another as 'signature' in gradiscope.yaml: it has " +
			all.keySet() + ".");
	}

	private static List<String> usable(final Map<String, SignatureDef> all, final int rank) {
		return all.keySet().stream().filter(name -> takes(all.get(name), rank) && gives(all.get(name)))
			.toList();
	}

	private static String several(final List<String> usable) {
		return "The SavedModel has no signature '" + DEFAULT + "' from floats to floats, but " +
			usable.size() + " others, which one is not clear: " + usable +
			"; name one in gradiscope.yaml, for example 'signature: " + usable.get(0) + "'.";
	}

	private static String none(final MetaGraphDef graph, final Map<String, SignatureDef> all) {
		for (final Map.Entry<String, SignatureDef> one : all.entrySet()) {
			final SignatureDef signature = one.getValue();
			if (isOfStrings(signature.getInputsMap().values())) return "The signature '" + one.getKey() +
				"' takes strings (" + String.join(", ", signature.getInputsMap().keySet()) +
				"), so encoded files that the graph decodes, where no gradient goes; export it with a " +
				"signature that takes the decoded images as numbers.";
			if (isOfStrings(signature.getOutputsMap().values())) return "The signature '" + one.getKey() +
				"' gives strings (" + String.join(", ", signature.getOutputsMap().keySet()) +
				"), names of classes that no gradient passes; export it with its scores as an output.";
		}
		return "The SavedModel has no signature from floats to floats (it has: " + all.keySet() +
			"), so nothing says which tensors are its input and output; name both in " +
			"gradiscope.yaml (input.tensor, output.tensor), or export it with a signature, as " +
			"scripts/export-keras-model.py does. Its placeholders are " +
			StatedTensors.placeholders(graph.getGraphDef()) + ".";
	}

	private static boolean isOfStrings(final Collection<TensorInfo> tensors) {
		return !tensors.isEmpty() &&
			tensors.stream().allMatch(tensor -> tensor.getDtype() == DataType.DT_STRING);
	}

	private static Signature of(final SignatureDef definition) {
		return new Signature(new TreeMap<>(definition.getInputsMap()),
			new TreeMap<>(definition.getOutputsMap()));
	}

	private static boolean takes(final SignatureDef definition, final int rank) {
		return definition.getInputsMap().values().stream()
			.anyMatch(input -> isNumber(input) && hasRank(input, rank));
	}

	private static boolean gives(final SignatureDef definition) {
		return definition.getOutputsMap().values().stream().anyMatch(Signature::isResult);
	}

	private static boolean isFloat(final TensorInfo tensor) {
		return Attributes.isFloat(tensor.getDtype()) && !tensor.getName().isEmpty();
	}

	private static boolean isNumber(final TensorInfo tensor) {
		return isFloat(tensor) || WholeNumbers.is(tensor.getDtype()) && !tensor.getName().isEmpty();
	}

	/** Scores, or a choice by them: a class, or whether one is over a limit. */
	private static boolean isResult(final TensorInfo tensor) {
		return isNumber(tensor) || tensor.getDtype() == DataType.DT_BOOL && !tensor.getName().isEmpty();
	}

	private static boolean hasRank(final TensorInfo tensor, final int rank) {
		return tensor.getTensorShape().getUnknownRank() ||
			tensor.getTensorShape().getDimCount() >= rank;
	}

	/** The tensors of floats that come out; of other types only where there is none. */
	Map<String, Edge> results(final Consumer<String> remarks) {
		final boolean floats = outputs.values().stream().anyMatch(Signature::isFloat);
		final Map<String, Edge> results = new LinkedHashMap<>();
		outputs.forEach((name, tensor) -> {
			if (floats ? isFloat(tensor) : isResult(tensor)) results.put(name, Edge.of(tensor.getName()));
			else remarks.accept("The output '" + name + "' is left out, for it is of type " +
				tensor.getDtype() + " and not of floats.");
		});
		return results;
	}

	/** The axes of what comes out, -1 for one that is free; nothing of an output of which nothing is said. */
	Map<String, List<Long>> shapes() {
		final Map<String, List<Long>> shapes = new TreeMap<>();
		outputs.forEach((name, tensor) -> {
			if (!tensor.getTensorShape().getUnknownRank())
				shapes.put(name, TensorProtos.shape(tensor.getTensorShape()));
		});
		return shapes;
	}

	/**
	 * The inputs that are to be given with each image. A switch between work and training is none, and
	 * no number that has a default.
	 */
	Map<String, TensorInfo> fed(final NodeGraph graph) {
		final Map<String, TensorInfo> fed = new LinkedHashMap<>();
		inputs.forEach((name, tensor) -> {
			final NodeDef node = graph.node(Edge.of(tensor.getName()).node());
			if (node == null || Edge.of(tensor.getName()).index() != 0)
				throw GraphErrors.damaged("The input '" + name + "' of the signature is '" +
					tensor.getName() + "', which is not a node of the graph");
			if (!isOptional(node, tensor)) fed.put(name, tensor);
		});
		return fed;
	}

	private static boolean isOptional(final NodeDef node, final TensorInfo tensor) {
		return ControlFlowFolder.isTraining(node) ||
			Op.of(node) == Op.PlaceholderWithDefault && !hasRank(tensor, 1);
	}

	/** The placeholder of an input, whatever the graph took it from. */
	static NodeDef placeholder(final NodeDef node, final TensorInfo tensor) {
		if (Op.of(node) == Op.Placeholder) return node;
		return NodeDefs.placeholder(node.getName(), tensor.getDtype(), tensor.getTensorShape());
	}
}
