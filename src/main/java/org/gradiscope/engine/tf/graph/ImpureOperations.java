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

package org.gradiscope.engine.tf.graph;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Operations that do more than compute: what each is, in plain words, and how to do without it. */
public final class ImpureOperations {

	private static final int SHOWN = 6;

	private static final String INFERENCE =
		"give its ONNX or Keras file, or export the network for inference, as scripts/export-keras-model.py " +
			"does";
	private static final String BEFORE =
		"name an output before it in gradiscope.yaml (output.tensor), or export the network up to there";
	private static final String NUMBERS =
		"export the network from where images are arrays of numbers, " +
			"or name that operation in gradiscope.yaml (input.tensor)";

	/**
	 * Operations of one kind.
	 *
	 * @param deed what they do
	 */
	private record Kind(Predicate<Op> known, Pattern names, String deed, String remedy) {

		/** @param names by TensorFlow's spelling, of those that are in no table of ours */
		static Kind of(final String names, final String deed, final String remedy) {
			return new Kind(op -> false, Pattern.compile(names), deed, remedy);
		}

		boolean has(final NodeDef node) {
			return known.test(Op.of(node)) || names.matcher(node.getOp()).matches();
		}
	}

	private static final Kind DRAWS = Kind.of(
		".*Random.*|.*Rng.*|Stateful(Uniform|StandardNormal|TruncatedNormal).*|.*TruncatedNormal|.*Multinomial",
		"draws random numbers",
		"give its ONNX or Keras file, or export the network with training=False, as " +
			"scripts/export-keras-model.py does, or without these layers");

	private static final List<Kind> KINDS = List.of(DRAWS,
		Kind.of("(Read|Write)File|MatchingFiles|Save.*|Restore.*|.*Reader.*|.*Checkpoints?|.*Filename",
			"reads or writes files", INFERENCE),
		Kind.of("(Eager)?Py(thon)?Func.*", "runs Python code",
			"write its layer in TensorFlow's operations, and export the network again"),
		Kind.of("Print.*|.*Summary|Timestamp|Assert", "writes a log", INFERENCE),
		Kind.of("Decode.*", "reads a file's bytes as an image", NUMBERS),
		Kind.of("Encode.*|.*String.*|.*Regex.*|Substr.*|ParseExample.*", "handles texts", NUMBERS),
		Kind.of(".*(Iterator|Dataset|Queue|Barrier).*", "reads a set of images", NUMBERS),
		Kind.of(".*(HashTable|LookupTable).*", "looks up a name", BEFORE),
		Kind.of("(Combined)?NonMaxSuppression.*", "picks boxes of objects", BEFORE),
		Kind.of(".*Quant.*", "computes with rounded numbers, in a network that was quantized",
			"give the network before it was quantized"),
		new Kind(op -> op.is(OpTrait.LOOP), Pattern.compile("Tensor(List|Array).*"),
			"is part of a loop", INFERENCE),
		new Kind(op -> op.is(OpTrait.BRANCH), Pattern.compile(""),
			"chooses by a condition that only the image decides", INFERENCE),
		Kind.of(".*Var(iable|Handle).*|Assign.*|Resource.*|Scatter.*|.*Apply.*",
			"reads or changes variables", INFERENCE + ", with its weights frozen"));

	private static final Kind OTHER = Kind.of(".*", "does what is not known", INFERENCE);

	/** Of a path: what Keras, or its user, calls a layer that changes images in training. */
	private static final Pattern LAYER = Pattern.compile(
		"(?:^|/)(random_(?!uniform|normal|gamma|shuffle)[^/]+|[^/]*(?:augment|dropout|noise)[^/]*)(?=/)",
		Pattern.CASE_INSENSITIVE);

	private ImpureOperations() {}

	/** @throws EngineException if a node of the graph does more than compute, by its name */
	public static void refuse(final GraphDef graph) {
		final List<NodeDef> impure =
			graph.getNodeList().stream().filter(node -> !Op.of(node).isAllowed()).toList();
		if (!impure.isEmpty()) throw refused(impure);
	}

	/**
	 * Why these are not run. If any draws random numbers, all the layers that do are named.
	 *
	 * @param impure at least one
	 */
	public static EngineException refused(final Collection<NodeDef> impure) {
		final List<NodeDef> draws = impure.stream().filter(DRAWS::has).toList();
		final NodeDef first = draws.isEmpty() ? impure.iterator().next() : draws.get(0);
		final Kind kind = Stream.concat(KINDS.stream(), Stream.of(OTHER))
			.filter(known -> known.has(first)).findFirst().orElseThrow();
		final String node = "node '" + TensorFlowErrors.of(first.getName()) + "' is a " +
			TensorFlowErrors.of(first.getOp()) + ", which " + kind.deed() +
			" and is none of the operations that only compute";
		return new EngineException("The graph is not run, for its " +
			(draws.isEmpty() ? node : "layers " + layers(draws) +
				" change images at random, as training does (its " + node + ")") +
			"; " + kind.remedy() + ".");
	}

	private static String layers(final List<NodeDef> draws) {
		final List<String> names = draws.stream().map(NodeDef::getName).map(ImpureOperations::layer)
			.map(TensorFlowErrors::of).distinct().sorted().toList();
		return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) +
			(names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
	}

	/** The outermost such layer; else the operation's own scope, or the operation where it stands in none. */
	private static String layer(final String operation) {
		final Matcher layer = LAYER.matcher(operation);
		if (layer.find()) return layer.group(1);
		final int slash = operation.lastIndexOf('/');
		return slash < 0 ? operation
			: operation.substring(operation.lastIndexOf('/', slash - 1) + 1, slash);
	}
}
