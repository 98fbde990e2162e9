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

package org.gradiscope.attack.robustness;

import java.util.Optional;

import org.gradiscope.attack.defence.Defence;
import org.gradiscope.attack.defence.DefenceMethod;

/**
 * What stands before the network that is judged, and whether the attack knew of it.
 *
 * @param defence as users write it; none for the bare network
 * @param knowing whether the attack was made on what is judged; else it was made on the bare network
 */
public record Setting(Optional<String> defence, boolean knowing) {

	/** The bare network, attacked and judged. */
	public static final Setting BARE = new Setting(Optional.empty(), true);

	/** The attack on the bare network, judged behind the defence. */
	public static Setting naive(final Defence defence) {
		return naive(defence.toString());
	}

	/** The same of a defence that is part of the network. */
	static Setting naive(final String defence) {
		return new Setting(Optional.of(defence), false);
	}

	/** The attack through the defence, judged behind it. */
	public static Setting adaptive(final Defence defence) {
		return adaptive(defence.toString());
	}

	/** The same of a defence that is part of the network. */
	static Setting adaptive(final String defence) {
		return new Setting(Optional.of(defence), true);
	}

	/** As users write it. */
	public String defenceName() {
		return defence.orElse(DefenceMethod.NONE);
	}

	/** {@code direct}, on the bare network; {@code naive} or {@code adaptive}. */
	public String attackName() {
		return defence.isEmpty() ? "direct" : knowing ? "adaptive" : "naive";
	}

	/** What stands after the method in the name of a curve, for example {@code , jpeg:75, naive}. */
	@Override
	public String toString() {
		return defence.isEmpty() ? "" : ", " + defenceName() + ", " + attackName();
	}
}
