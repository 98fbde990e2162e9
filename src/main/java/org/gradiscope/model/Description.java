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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a model so far, and from where: from a file beside it, from its graph, or from an
 * assumption. Immutable; descriptions are laid over one another by {@link #or}.
 */
public final class Description {

	/** Nothing. */
	public static final Description NONE = new Description(Map.of(), List.of());

	private final Map<Fact<?>, Known<?>> facts;
	private final List<String> remarks;

	private record Known<T>(T value, String source) {}

	private Description(final Map<Fact<?>, Known<?>> facts, final List<String> remarks) {
		this.facts = facts;
		this.remarks = remarks;
	}

	/**
	 * This and one fact more, in place of what was known of it.
	 *
	 * @param source for people: a file's name, or {@code inferred: ...}, or {@code assumed: ...}
	 */
	public <T> Description with(final Fact<T> fact, final T value, final String source) {
		final Map<Fact<?>, Known<?>> more = new LinkedHashMap<>(facts);
		more.put(fact, new Known<>(value, source));
		return new Description(more, remarks);
	}

	/** This and a sentence for whoever gets a result: what was taken for what, and how to say otherwise. */
	public Description remark(final String sentence) {
		final List<String> more = new ArrayList<>(remarks);
		more.add(sentence);
		return new Description(facts, List.copyOf(more));
	}

	/** What whoever gets a result should know, in sentences. */
	public List<String> remarks() {
		return remarks;
	}

	/** This, and nothing of some facts. */
	public Description without(final Fact<?>... left) {
		final Map<Fact<?>, Known<?>> fewer = new LinkedHashMap<>(facts);
		fewer.keySet().removeAll(List.of(left));
		return new Description(fewer, remarks);
	}

	/** This and all that a preprocessing says. */
	public Description with(final Preprocessing p, final String source) {
		final Description all =
			with(Fact.CHANNELS, p.channels(), source).with(Fact.RANGE, p.range(), source)
				.with(Fact.MEAN, p.mean(), source).with(Fact.DEVIATION, p.deviation(), source)
				.with(Fact.SIZE, p.size(), source).with(Fact.FIT, p.fit(), source)
				.with(Fact.STANDARDIZATION, p.standardization(), source).with(Fact.AXES, p.axes(), source);
		return p.steps().map(steps -> all.with(Fact.STEPS, steps, source)).orElse(all);
	}

	/**
	 * The preprocessing; what is not known of it is as in {@link Preprocessing#of}.
	 *
	 * @throws IllegalArgumentException if channels, range or size are not known, or what is known does
	 *           not go together
	 */
	public Preprocessing preprocessing() {
		final Channels channels = known(Fact.CHANNELS);
		final InputSize size = known(Fact.SIZE);
		return new Preprocessing(channels, known(Fact.RANGE),
			get(Fact.MEAN).orElse(Collections.nCopies(channels.count(), 0f)),
			get(Fact.DEVIATION).orElse(Collections.nCopies(channels.count(), 1f)), size,
			get(Fact.FIT).orElse(ImageFit.RESIZE), get(Fact.STANDARDIZATION).orElse(Standardization.NONE),
			get(Fact.AXES)
				.orElse(size.isVolume() ? Preprocessing.USUAL_VOLUME_AXES : Preprocessing.USUAL_AXES),
			get(Fact.STEPS));
	}

	private <T> T known(final Fact<T> fact) {
		return get(fact).orElseThrow(
			() -> new IllegalArgumentException("The " + fact + " of the input must be known."));
	}

	/** This, and what only the other knows. */
	public Description or(final Description other) {
		final Map<Fact<?>, Known<?>> both = new LinkedHashMap<>(facts);
		other.facts.forEach(both::putIfAbsent);
		return new Description(both,
			Stream.concat(remarks.stream(), other.remarks.stream()).distinct().toList());
	}

	public <T> Optional<T> get(final Fact<T> fact) {
		return Optional.ofNullable(facts.get(fact)).map(known -> value(known));
	}

	// Only with() puts values in, and there the type of the value is the fact's.
	@SuppressWarnings("unchecked")
	private static <T> T value(final Known<?> known) {
		return (T) known.value();
	}

	public boolean has(final Fact<?> fact) {
		return facts.containsKey(fact);
	}

	/** Where each fact is from, in the order in which they came to be known. */
	public Map<String, String> sources() {
		final Map<String, String> sources = new LinkedHashMap<>();
		facts.forEach((fact, known) -> sources.put(fact.toString(), known.source()));
		return Collections.unmodifiableMap(sources);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Description same && facts.equals(same.facts) &&
			remarks.equals(same.remarks);
	}

	@Override
	public int hashCode() {
		return 31 * facts.hashCode() + remarks.hashCode();
	}

	@Override
	public String toString() {
		return facts.toString();
	}
}
