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

package org.gradiscope.model;

import java.util.Optional;

/** What nothing states of a network, and what depends on it: sentences for whoever gets a result. */
public record Doubts(ModelDescriptor network) {

	/** Where an assumed value range is from that something speaks against. */
	static final String DOUBTED = "assumed, though ";

	/**
	 * What to say of the value range where nothing states it: a wrong one gives wrong answers that look
	 * right, so whoever gets a result has to know.
	 *
	 * @return a sentence with the remedy; empty where a file or the graph's own first operations say it
	 */
	public Optional<String> range() {
		final String source = network.sources().getOrDefault(Fact.RANGE.toString(), "");
		final String range = network.preprocessing().range().toString();
		// An image that is standardised by itself comes out the same whatever the range.
		if (network.preprocessing().standardization() != Standardization.NONE ||
			network.preprocessing().steps().isPresent()) return Optional.empty();
		if (source.startsWith(DOUBTED))
			return Optional.of("The value range of " + network.name() + ", " + range + ", is " + source +
				": all that follows is wrong then; run Check Model (check-model), which finds the " +
				"right one and states it in a " + ModelDescriptor.FILE + " beside the network.");
		if (source.startsWith("assumed")) return Optional.of("Nothing says what value range " +
			network.name() + " was trained on, so " + range + " is assumed; if it is another, all that " +
			"follows is wrong: state it in a " + ModelDescriptor.FILE +
			" beside the network (input: {preset: tf} for " +
			"-1..1, unit for 0..1, raw for 0..255); Check Model (check-model) finds it by your images.");
		if (source.startsWith("inferred by")) return Optional.of("The value range of " +
			network.name() + ", " + range + ", is " + source + "; if that is wrong, state it in a " +
			ModelDescriptor.FILE + " beside the network (input: {range: [low, high]}).");
		return Optional.empty();
	}

	/**
	 * What to say of the output where there are several and nobody has chosen one.
	 *
	 * @return a sentence with the way to another; empty where there is nothing to say
	 */
	public Optional<String> output() {
		final String source = network.sources().getOrDefault(Fact.OUTPUT.toString(), "");
		if (network.ends().outputs().size() < 2 ||
			!source.startsWith("assumed") && !source.startsWith("inferred")) return Optional.empty();
		final String taken =
			network.ends().outputs().stream().filter(end -> end.operation().equals(network.output()))
				.map(NetworkEnds.NamedOutput::name).findFirst().orElse(network.output());
		return Optional.of("The network " + network.name() + " has " + network.ends().outputs().size() +
			" outputs (" + network.ends().outputNames() + "), of which " + taken + " is taken (" +
			source + "); the key 'head' names another.");
	}

	/**
	 * What to say of a network of volumes of which nothing states which axis is the depth: another order
	 * gives wrong answers that look right.
	 *
	 * @return a sentence with the remedy; empty where a file says it, and of pictures
	 */
	public Optional<String> depth() {
		final String source = network.sources().getOrDefault(Fact.AXES.toString(), "");
		if (!network.preprocessing().size().isVolume() || !source.startsWith("assumed"))
			return Optional.empty();
		return Optional.of("Nothing says which axis of " + network.name() +
			" is the depth, so the order " + network.preprocessing().axes() + " is " + source +
			"; if it is another, state it in a " + ModelDescriptor.FILE +
			" beside the network (input: {axes: bzyxc}), or all that follows is wrong.");
	}

	/** The same in two words, for tables: {@code assumed 0..1}. */
	public Optional<String> rangeNote() {
		final String source = network.sources().getOrDefault(Fact.RANGE.toString(), "");
		return range().map(doubt -> source.startsWith(DOUBTED)
			? "assumed " + network.preprocessing().range() + source.substring("assumed".length())
			: source.split("[: ]")[0] + " " + network.preprocessing().range());
	}
}
