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

/**
 * A network at rest: what its files say of it, and where its operations and weights are.
 *
 * @param description what is known so far; an engine that opens it completes this from the graph
 * @param source where the network is
 */
public record Model(Description description, ModelSource source) {

	/** Where an output is from that a user has chosen. */
	private static final String HEAD = "the key 'head'";

	/** The name that is stated, or a word for one that has none. */
	public String name() {
		return description.get(Fact.NAME).orElse("network");
	}

	/**
	 * The same, of which another output is meant than its files say, by the name of the signature or of an
	 * operation; what they say of theirs is left out.
	 *
	 * @param head blank or {@code auto} for theirs
	 */
	public Model withHead(final String head) {
		final String name = head.strip();
		if (name.isEmpty() || name.equalsIgnoreCase("auto") ||
			description.get(Fact.OUTPUT).filter(name::equals).isPresent()) return this;
		return new Model(
			description.without(Fact.LOGITS, Fact.PROBABILITIES, Fact.LABELS, Fact.LAYERS, Fact.AUTO)
				.with(Fact.OUTPUT, name, HEAD),
			source);
	}

	/** The output that a user has chosen; empty where it is that of the files. */
	public String head() {
		final boolean chosen = HEAD.equals(description.sources().get(Fact.OUTPUT.toString()));
		return chosen ? description.get(Fact.OUTPUT).orElseThrow() : "";
	}

	/**
	 * This model, its description stating the checksum.
	 *
	 * @throws ModelException if the description states another
	 */
	public Model verified() {
		final String stated = description.get(Fact.SHA256).orElse("");
		final String found = source.sha256();
		if (stated.equalsIgnoreCase(found)) return this;
		if (stated.isEmpty())
			return new Model(description.with(Fact.SHA256, found, "computed from the files"), source);
		throw new ModelException(
			"The graph of " + name() + " is not the one described: SHA-256 " + stated +
				" was expected, but it is " + found + "; download it again, or correct its description.");
	}
}
