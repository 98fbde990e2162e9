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

package org.gradiscope.engine.tf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.KnownNetwork.Evidence;
import org.gradiscope.engine.tf.graph.WholeNumbers;
import org.gradiscope.engine.tf.inspect.TrainingPixelStatistics;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Probabilities;
import org.gradiscope.tensor.ValueRange;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;

/**
 * Fills in what neither the model's files nor its ends say, so that the network can be used, and says
 * of each that it was assumed.
 */
final class Assumptions {

	/** Of classes. */
	private static final int MOST = 1_000_000;

	private Assumptions() {}

	/**
	 * @param known with the input, its channels and size
	 * @param classes the number of scores, or -1 where the graph does not say
	 * @param picture whether there are as many at each of several places
	 */
	static Description complete(final Description known, final GraphDef graph, final int classes,
		final boolean picture) {
		Description complete = known;
		if (!known.has(Fact.NAME))
			complete = complete.with(Fact.NAME, "network", "assumed: nothing names it");
		if (!isStated(known) && !known.has(Fact.STEPS)) complete = withRange(complete, graph, classes);
		if (known.get(Fact.SIZE).map(size -> size.fixed()).orElse(false) && !known.has(Fact.FIT))
			complete = complete.with(Fact.FIT, ImageFit.RESIZE, "assumed: nothing says how to fit");
		if (!known.has(Fact.PROBABILITIES)) complete = classes == 1 && !picture ? asValue(complete)
			: complete.with(Fact.PROBABILITIES,
				classes == 1 ? Probabilities.SIGMOID : Probabilities.SOFTMAX,
				"assumed: the output is taken as scores");
		return classes < 0 ? complete : withLabels(complete, classes);
	}

	/** One number that nothing makes a probability of: a regression. */
	private static Description asValue(final Description known) {
		return known
			.with(Fact.PROBABILITIES, Probabilities.NONE, "assumed: one output without a sigmoid")
			.remark("The only output of " + known.get(Fact.NAME).orElseThrow() +
				" goes through no sigmoid, so it is taken for a value (a regression), not for a class; " +
				"if it is the score of a class, let " + ModelDescriptor.FILE +
				" say so (output: {probabilities: sigmoid}).");
	}

	/** By what the graph does, its names, what it was trained on as it remembers, or else the usual one. */
	private static Description withRange(final Description known, final GraphDef graph,
		final int classes) {
		final String input = known.get(Fact.INPUT).orElseThrow();
		final Optional<DataType> whole = graph.getNodeList().stream()
			.filter(node -> node.getName().equals(input)).findFirst().flatMap(WholeNumbers::of);
		if (!known.has(Fact.RANGE) && whole.isPresent()) return ofType(known, whole.get());
		// A file may mean 16 bits, which graphs scale likewise.
		if (!known.has(Fact.RANGE) && GraphRescaling.isInGraph(graph, input)) return known
			.with(Fact.RANGE, ValueRange.EIGHT_BIT, "inferred: the graph scales 0..255 by itself");
		// What is subtracted and divided besides would not be of a range that is inferred so.
		if (Stream.of(Fact.MEAN, Fact.DEVIATION, Fact.STANDARDIZATION).anyMatch(known::has))
			return assumed(known, "");
		final Optional<TrainingPixelStatistics> trained = TrainingPixelStatistics.of(graph, input);
		final Optional<Evidence> seen = GraphRescaling.ofUnit(graph, input)
			.map(reason -> new Evidence(ValueRange.UNIT, "inferred by " + reason))
			.or(() -> trained.flatMap(TrainingRange::of));
		// A name tells what others trained, the graph what this one was trained on.
		final Optional<Evidence> best = KnownNetwork.of(graph, classes)
			.filter(named -> seen.map(Evidence::range).map(named.range()::equals).orElse(true))
			.or(() -> seen);
		return best.map(evidence -> known.with(Fact.RANGE, evidence.range(), evidence.reason()))
			.orElseGet(() -> assumed(known, trained.flatMap(TrainingRange::remark).orElse("")));
	}

	/** All numbers of the type that the input takes; of a large one those of 8-bit images. */
	private static Description ofType(final Description known, final DataType type) {
		final String takes = "the input takes " + WholeNumbers.name(type);
		return known.with(Fact.RANGE, WholeNumbers.range(type).orElse(ValueRange.EIGHT_BIT),
			WholeNumbers.range(type).isPresent() ? "inferred: " + takes
				: "assumed: " + takes + ", so the values of 8-bit images");
	}

	/** What a file's format leaves open and its reader assumed is as good as any guess, but no more. */
	private static boolean isStated(final Description known) {
		return known.has(Fact.RANGE) &&
			!known.sources().getOrDefault(Fact.RANGE.toString(), "").startsWith("assumed");
	}

	private static Description assumed(final Description known, final String remark) {
		return known.has(Fact.RANGE) ? known
			: known.with(Fact.RANGE, ValueRange.UNIT,
				"assumed: nothing says what range the network was trained on" + remark +
					"; classify an image whose class you know");
	}

	private static Description withLabels(final Description known, final int classes) {
		if (classes > MOST) throw new EngineException(
			"The network gives " + classes + " scores for an image, but up to " + MOST +
				" can be told apart; name another output in gradiscope.yaml (output.tensor).");
		final List<String> names =
			new ArrayList<>(known.get(Fact.LABELS).map(Labels::names).orElse(List.of()));
		final boolean values = known.get(Fact.PROBABILITIES).orElseThrow() == Probabilities.NONE;
		if (names.size() == classes) return values ? withUnit(known) : known;
		if (names.size() > classes) throw new EngineException("The network gives " + classes +
			" scores, but " + names.size() + " labels were given (" + known.sources().get("labels") +
			"); give one label for each score ('labels' in gradiscope.yaml).");
		final boolean background = names.size() == classes - 1 && classes > 2 && !values;
		final String reason =
			names.isEmpty() ? "assumed: nothing names the " + classes + (values ? " values" : " classes")
				: "inferred: " + names.size() + " labels for " + classes + " classes, so " +
					(background ? "the first is the background" : "the last have none");
		if (background) names.add(0, "background");
		while (names.size() < classes)
			names
				.add(!values ? "class " + names.size() : classes == 1 ? "value" : "value " + names.size());
		final Description named = known.with(Fact.LABELS, new Labels(names), reason);
		return values ? withUnit(named) : named;
	}

	/** The unit is named with each value. */
	private static Description withUnit(final Description known) {
		return known.get(Fact.UNIT)
			.map(unit -> known.with(Fact.LABELS,
				new Labels(known.get(Fact.LABELS).orElseThrow().names().stream()
					.map(name -> name + " (" + unit + ")").toList()),
				known.sources().get(Fact.LABELS.toString())))
			.orElse(known);
	}
}
