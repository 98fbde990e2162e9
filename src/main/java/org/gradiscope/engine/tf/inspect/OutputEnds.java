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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;

/**
 * All that a graph gives of an image: the outputs of its signature, in the order of their names, or else
 * the operations from which no other takes.
 */
final class OutputEnds {

	/** As people count: {@code output_2} before {@code output_10}. */
	static final Comparator<String> NAMES = Comparator.comparing(OutputEnds::padded);

	private static final Pattern NUMBER = Pattern.compile("\\d{1,8}");

	/**
	 * One of them.
	 *
	 * @param name as the signature calls it, or that of the operation
	 * @param number of the operation whose first output it is
	 * @param said its axes as the signature says them, -1 for one that is free; none where it says nothing
	 */
	record End(String name, int number, List<Long> said) {

		/** How many numbers each image gets, if it gets a row of them; none where it does not, or may not. */
		Optional<Long> row(final SymbolicShapes forms) {
			final SymbolicShape form = forms.get(number);
			if (form.isNone()) return said.size() == 2 ? Optional.of(said.get(1)) : Optional.empty();
			return form.isBatch() && form.rank() == 2
				? Optional.of(form.axis(1).isNumber() ? form.axis(1).number() : -1) : Optional.empty();
		}
	}

	/** What passes numbers on, or stops the network. */
	private static final Set<Op> CHECKS = Set.of(Op.CheckNumerics, Op.CheckNumericsV2);

	private OutputEnds() {}

	/** @param depends by number: what depends on the image */
	static List<End> of(final FrozenModel frozen, final GraphTopology topology,
		final boolean[] depends) {
		final List<End> signed = new ArrayList<>();
		final Set<Integer> seen = new HashSet<>();
		sorted(frozen.outputs()).forEach((name, tensor) -> {
			final int number = topology.number(Edge.operation(tensor));
			if (Edge.port(tensor) == 0 && number >= 0 && depends[number] && seen.add(number))
				signed.add(new End(name, number, frozen.shapes().getOrDefault(name, List.of())));
		});
		final List<End> given = given(topology, signed);
		return !given.isEmpty() ? given
			: given(topology,
				terminal(topology).stream().filter(number -> depends[number])
					.filter(number -> !CHECKS.contains(topology.op(number)))
					.map(number -> new End(topology.node(number).getName(), number, List.of())).toList());
	}

	/** Those of floats; if there is none, those that choose by floats. */
	private static List<End> given(final GraphTopology topology, final List<End> ends) {
		final List<End> floats =
			ends.stream().filter(end -> Attributes.isFloat(topology.node(end.number()))).toList();
		return !floats.isEmpty() ? floats
			: ends.stream().filter(end -> Decision.before(topology, end.number()).isPresent()).toList();
	}

	/** By the names of a signature, in their order. */
	static Map<String, String> sorted(final Map<String, String> signature) {
		final Map<String, String> sorted =
			new TreeMap<>(NAMES.thenComparing(Comparator.naturalOrder()));
		sorted.putAll(signature);
		return sorted;
	}

	private static String padded(final String name) {
		return NUMBER.matcher(name)
			.replaceAll(number -> String.format(Locale.ROOT, "%08d", Integer.parseInt(number.group())));
	}

	/** The numbers of the operations from which no other takes. */
	static List<Integer> terminal(final GraphTopology topology) {
		final boolean[] taken = new boolean[topology.size()];
		for (int i = 0; i < topology.size(); i++)
			for (final int input : topology.inputs(i))
				taken[input] = true;
		final List<Integer> terminal = new ArrayList<>();
		for (int i = 0; i < topology.size(); i++)
			if (!taken[i]) terminal.add(i);
		return terminal;
	}

	/**
	 * What an end seems to be, for people: its shape, and the kind of its numbers.
	 *
	 * @param forms by number
	 */
	static String description(final GraphTopology topology, final SymbolicShapes forms,
		final End end) {
		final Optional<OutputActivation.Squash> squash =
			OutputActivation.before(topology, end.number());
		final String numbers =
			OutputActivation.isLogSoftmax(topology, end.number()) ? "logarithms of probabilities"
				: squash.map(found -> "probabilities (" + found.name() + ")").orElse("numbers");
		final List<String> shape = shape(forms.get(end.number()), end.said());
		if (shape.isEmpty()) return numbers + " of a shape that the graph does not say";
		return String.join("x", shape) + ": " + switch (shape.size()) {
			case 2 -> squash.isPresent() ? numbers + " of classes" : "numbers, which may be scores";
			case 4 -> "a picture of " + numbers;
			default -> numbers;
		};
	}

	/** For example n, 1000, as the graph shows it or else the signature says; a free axis is a question mark. */
	private static List<String> shape(final SymbolicShape form, final List<Long> said) {
		if (!form.isNone()) return form.axes().stream().map(axis -> axis.isNumber()
			? String.valueOf(axis.number()) : axis.equals(SymbolicDimension.BATCH) ? "n" : "?").toList();
		return IntStream.range(0, said.size())
			.mapToObj(i -> i == 0 ? "n" : said.get(i) < 0 ? "?" : String.valueOf(said.get(i))).toList();
	}
}
