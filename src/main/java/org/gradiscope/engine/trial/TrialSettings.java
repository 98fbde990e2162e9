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

package org.gradiscope.engine.trial;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.gradiscope.files.UserCache;

/**
 * What a user has set about trials, by the system property {@value #PROPERTY} or else the environment
 * variable {@value #VARIABLE}: {@code false} for none, or how many seconds one may take.
 *
 * @param wanted whether strangers' networks are tried
 * @param limit that a trial may take; empty: by the network's size
 */
record TrialSettings(boolean wanted, Optional<Duration> limit) {

	static final String PROPERTY = "gradiscope.trial";
	static final String VARIABLE = "GRADISCOPE_TRIAL";

	/** As they are now. */
	static TrialSettings now() {
		return of(System::getProperty, System::getenv);
	}

	/** @throws IllegalArgumentException if it is set to something else */
	static TrialSettings of(final UnaryOperator<String> property,
		final UnaryOperator<String> variable) {
		final String stated =
			new UserCache(property, variable).setting(PROPERTY, VARIABLE).orElse("").strip();
		return switch (stated.toLowerCase(Locale.ROOT)) {
			case "", "true" -> new TrialSettings(true, Optional.empty());
			case "false" -> new TrialSettings(false, Optional.empty());
			default -> new TrialSettings(true, Optional.of(seconds(stated)));
		};
	}

	private static Duration seconds(final String stated) {
		if (stated.matches("[1-9][0-9]{0,5}")) return Duration.ofSeconds(Integer.parseInt(stated));
		throw new IllegalArgumentException(VARIABLE + " (or " + PROPERTY + ") is '" + stated +
			"', but false, true or a number of seconds was expected.");
	}
}
